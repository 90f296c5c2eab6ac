import { expect, test } from "vitest";
import { z } from "zod";
import { newAccount } from "./testing/account.ts";
import { Chat } from "./testing/chat.ts";
import { visitors } from "./testing/visitors.ts";

const visitor = visitors();

const SCHEME = "document.documentElement.getAttribute('data-mantine-color-scheme')";
const BACKGROUND = "getComputedStyle(document.body).backgroundColor";

test("the palette finds places, conversations and actions by the keyboard alone", async () => {
  const elena = await newAccount(await visitor.open());
  const { slug } = await elena.newWorkspace();
  const chat = new Chat(await elena.open(`/w/${slug}/chat`));
  const { page } = chat;
  await chat.ask("Which beans for the espresso bar?");
  await chat.answered();
  const open = async (words: string) => {
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Search conversations, places and actions" }).fill(words);
    await page.getByRole("option").first().waitFor();
  };
  await open("members");
  await page.keyboard.press("Enter");
  await page.getByRole("table", { name: "Members" }).waitFor();

  await open("espresso");
  await page.getByRole("option", { name: /^Which beans/ }).waitFor();
  await page.keyboard.press("Enter");
  await chat.answered();

  await open("dark");
  await page.keyboard.press("Enter");
  await expect.poll(() => page.evaluate(SCHEME)).toBe("dark");

  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "hidden" });
});

test("a question mark lists the shortcuts, and the listed keys do what they say", async () => {
  const elena = await newAccount(await visitor.open());
  const { slug } = await elena.newWorkspace();
  const page = await elena.open(`/w/${slug}/settings/members`);
  await page.getByRole("table", { name: "Members" }).waitFor();
  await page.keyboard.press("?");
  const list = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await list.getByText("Search and run actions").waitFor();
  await list.getByText("Go to usage and statement").waitFor();
  await page.keyboard.press("Escape");
  await list.waitFor({ state: "hidden" });
  await page.keyboard.press("g");
  await page.keyboard.press("u");
  await page.getByRole("heading", { name: "Usage and statement" }).waitFor();
  await page.keyboard.press("g");
  await page.keyboard.press("c");
  const composer = page.getByRole("textbox", { name: "Message", exact: true });
  await composer.waitFor();
  await composer.pressSequentially("gu?");
  expect(await composer.inputValue()).toBe("gu?");
});

test("chosen colours hold after a reload and on pages without a session; like the system follows the system", async () => {
  const context = await visitor.open({ colorScheme: "light" });
  const elena = await newAccount(context);
  const { slug } = await elena.newWorkspace();
  const page = await elena.open(`/w/${slug}/settings/profile`);
  const background = async () => z.string().parse(await page.evaluate(BACKGROUND));
  const choose = (scheme: string) =>
    page.getByRole("radiogroup", { name: "Colours" }).getByText(scheme, { exact: true }).click();
  await page.getByRole("radiogroup", { name: "Colours" }).waitFor();
  const light = await background();
  await choose("Dark");
  await expect.poll(background).not.toBe(light);
  await page.reload();
  await page.getByRole("radiogroup", { name: "Colours" }).waitFor();
  expect(await page.evaluate(SCHEME)).toBe("dark");
  await page.goto("/dev/mail");
  expect(await page.evaluate(SCHEME)).toBe("dark");
  await page.goto(`/w/${slug}/settings/profile`);
  await choose("Like the system");
  await expect.poll(() => page.evaluate(SCHEME)).toBe("light");
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(() => page.evaluate(SCHEME)).toBe("dark");
});
