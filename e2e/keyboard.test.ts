import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { z } from "zod";
import { newAccount, PASSWORD } from "./testing/account.ts";
import { Chat } from "./testing/chat.ts";
import { shownText } from "./testing/shown-text.ts";
import { visitors } from "./testing/visitors.ts";

const visitor = visitors();

const MOST_TABS = 40;
const FOCUSED = `(() => {
  const element = document.activeElement;
  const label = element.labels?.[0]?.textContent;
  return (element.getAttribute("aria-label") ?? label ?? element.textContent).trim();
})()`;
/** Whether the focus can be seen, as an outline or a ring, on the element or on the box that frames it. */
const VISIBLE = `(() => {
  const element = document.activeElement;
  return [element, element.parentElement, element.parentElement.parentElement].some((box) => {
    const style = getComputedStyle(box);
    return (style.outlineStyle !== "none" && style.outlineWidth !== "0px") || style.boxShadow !== "none";
  });
})()`;

/** Presses Tab until the element so named has the focus. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  const passed: string[] = [];
  for (let count = 0; count < MOST_TABS; count += 1) {
    await page.keyboard.press("Tab");
    const focused = z.string().parse(await page.evaluate(FOCUSED));
    if (name.test(focused)) {
      expect(await page.evaluate(VISIBLE), `the focus on ${focused} is seen`).toBe(true);
      return;
    }
    passed.push(focused);
  }
  throw new Error(`Tab does not lead to ${name}; it led to ${passed.join(", ")}.`);
}

test("somebody without a mouse signs in, asks, opens the receipt, goes through the list and signs out", async () => {
  const account = await newAccount(await visitor.open());
  await account.newWorkspace();
  const page = await (await visitor.open()).newPage();
  const chat = new Chat(page);
  await page.goto("/sign-in");
  await expect.poll(() => page.evaluate(FOCUSED)).toBe("E-mail");
  await page.keyboard.type(account.email);
  await tabTo(page, /^Password$/);
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press("Enter");

  await chat.composer.waitFor();
  await expect.poll(() => page.evaluate(FOCUSED)).toBe("Message");
  await page.keyboard.type("One line");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("and another");
  await chat.quoted();
  await page.keyboard.press("Enter");
  const answer = await chat.answered();
  expect(await shownText(chat.questions.first())).toBe("One line\nand another");
  await answer.getByRole("button", { name: /^Receipt/ }).waitFor();
  await chat.composer.press("ArrowUp");
  expect(await chat.composer.inputValue()).toBe("One line\nand another");

  await page.reload();
  await chat.answered();
  await tabTo(page, /^Skip to the content$/);
  await page.keyboard.press("Enter");
  await tabTo(page, /^Receipt: /);
  await page.keyboard.press("Enter");
  await answer.getByText("Quoted", { exact: true }).waitFor();

  await page.reload();
  await chat.answered();
  await tabTo(page, /your menu$/);
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: "Sign out" }).waitFor();
  await page.keyboard.press("ArrowUp");
  await expect.poll(() => page.evaluate(FOCUSED)).toBe("Sign out");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Sign in to Parley" }).waitFor();
});

test("a dialog takes the focus, keeps it, and gives it back to what opened it", async () => {
  const account = await newAccount(await visitor.open());
  const { slug } = await account.newWorkspace();
  const page = await account.open(`/w/${slug}/settings/members`);
  await page.getByRole("table", { name: "Members" }).waitFor();
  await tabTo(page, /^Add$/);
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Add a member" });
  await dialog.waitFor();
  await expect.poll(() => page.evaluate(FOCUSED)).toBe("User id");
  for (let count = 0; count < 12; count += 1) {
    await page.keyboard.press("Tab");
    expect(await dialog.evaluate((element) => element.contains(element.ownerDocument.activeElement))).toBe(
      true,
    );
  }
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  await expect.poll(() => page.evaluate(FOCUSED)).toBe("Add");
});

test("a form that is sent with faults says so at its fields and puts the focus on the first one", async () => {
  const page = await (await visitor.open()).newPage();
  await page.goto("/sign-up");
  await page.getByRole("textbox", { name: "Name" }).fill("Elena");
  await page.getByRole("textbox", { name: "E-mail" }).fill("no address");
  await page.getByRole("textbox", { name: "Password" }).fill("short");
  await page.keyboard.press("Enter");
  await page.getByText("Enter an e-mail address like name@example.com.").waitFor();
  await page.getByText("Use at least 10 characters.").waitFor();
  await expect.poll(() => page.evaluate(FOCUSED)).toBe("E-mail");
});
