import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { newAccount } from "./testing/account.ts";
import { Chat } from "./testing/chat.ts";
import { shownText } from "./testing/shown-text.ts";
import { visitors } from "./testing/visitors.ts";

const visitor = visitors();

/** A page with one conversation for each question. */
async function chatWith(...questions: string[]): Promise<Chat> {
  const elena = await newAccount(await visitor.open());
  const { slug } = await elena.newWorkspace();
  const chat = new Chat(await elena.open(`/w/${slug}/chat`));
  for (const question of questions) {
    await chat.ask(question);
    await chat.answered();
    await chat.page.getByRole("button", { name: "New chat" }).click();
    await chat.answers.first().waitFor({ state: "hidden" });
  }
  return chat;
}

function listOf(page: Page) {
  return page.getByRole("region", { name: "Chat", exact: true });
}

test("conversations are listed latest first, found by a word of their messages, opened and continued", async () => {
  const chat = await chatWith("How are allergens worded?", "When do we descale the grinder?");
  const { page } = chat;
  const links = listOf(page).getByRole("link");
  await expect
    .poll(() => links.allInnerTexts())
    .toEqual([expect.stringMatching(/^When do we descale/), expect.stringMatching(/^How are allergens/)]);
  await page.getByRole("button", { name: "Search the conversations" }).click();
  const search = page.getByRole("searchbox", { name: "Search titles and messages" });
  await search.fill("allergens");
  await expect.poll(() => links.count()).toBe(1);
  await search.fill("no such word anywhere");
  await page.getByText("Nothing found for “no such word anywhere”.").waitFor();
  await search.fill("allergens");
  await listOf(page)
    .getByRole("link", { name: /^How are allergens/ })
    .click();
  await chat.answered();
  await chat.ask("And in French?");
  await chat.answered(2);
  await search.fill("");
  await expect.poll(async () => (await shownText(links.first())).startsWith("How are allergens")).toBe(true);
});

test("a title changed in the list stands in the bar, the tab and after a reload", async () => {
  const chat = await chatWith("A question with a long winded title");
  const { page } = chat;
  await listOf(page).getByRole("link").first().click();
  await page.getByRole("button", { name: /^Options of A question/ }).click();
  await page.getByRole("menuitem", { name: "Rename" }).click();
  await page.getByRole("textbox", { name: "Title of the conversation" }).fill("Titles");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Titles", level: 1 }).waitFor();
  await page.reload();
  await page.getByRole("heading", { name: "Titles", level: 1 }).waitFor();
  await listOf(page).getByRole("link", { name: "Titles" }).waitFor();
  await expect.poll(() => page.title()).toContain("Titles");
});

test("a deleted conversation is gone from list and address, and Undo brings all of it back", async () => {
  const chat = await chatWith("Worth keeping after all?");
  const { page } = chat;
  await listOf(page).getByRole("link").first().click();
  await chat.answered();
  await page.waitForURL(/\/chat\/[\w-]+$/);
  const address = page.url();
  const remove = async () => {
    await page.getByRole("button", { name: /^Options of Worth keeping/ }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await page.getByText("Conversation deleted").waitFor();
  };
  await remove();
  await page.waitForURL(/\/chat$/);
  await listOf(page).getByText("Your conversations will stand here.").waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.waitForURL(address);
  await chat.answered();
  await listOf(page)
    .getByRole("link", { name: /^Worth keeping/ })
    .waitFor();

  await remove();
  await page.goto(address);
  await page.getByText("This conversation is not here").waitFor();
});
