import type { Locator } from "playwright-core";
import { expect, test } from "vitest";
import { newAccount } from "./testing/account.ts";
import { Chat, simulatedWords, wordsUpTo } from "./testing/chat.ts";
import { shownText } from "./testing/shown-text.ts";
import { visitors } from "./testing/visitors.ts";

const visitor = visitors();

const TOKENS = 120;
/** Takes about five seconds to write. */
const LONG = `Tell me all of it. simulate:tokens=${TOKENS},delay=40`;
const COMPLETE = wordsUpTo(TOKENS);

async function arrives(answer: Locator): Promise<void> {
  await expect.poll(() => simulatedWords(answer), { timeout: 30_000 }).toBe(COMPLETE);
}

test("a reload, a second tab and a second device show an answer while it is written, and end with the same text", async () => {
  const elena = await newAccount(await visitor.open());
  const { slug } = await elena.newWorkspace();
  const first = new Chat(await elena.open(`/w/${slug}/chat`));
  await first.ask(LONG);
  await first.writes("t5");
  await first.page.waitForURL(/\/chat\/[\w-]+$/);
  const address = first.page.url();

  const secondTab = new Chat(await elena.open(address));
  const device = await visitor.open({ storageState: await elena.context.storageState() });
  const onDevice = new Chat(await device.newPage());
  await onDevice.page.goto(address);
  await first.page.reload();
  for (const chat of [first, secondTab, onDevice]) {
    const answer = await chat.writes("t5");
    expect(COMPLETE.startsWith(await simulatedWords(answer))).toBe(true);
  }
  expect(await onDevice.answers.last().getAttribute("aria-busy")).toBe("true");

  const texts = [];
  for (const chat of [first, secondTab, onDevice]) {
    const answer = await chat.answered();
    await arrives(answer);
    await answer.getByRole("button", { name: /^Receipt/ }).waitFor();
    texts.push(await shownText(answer));
    expect(await chat.questions.count()).toBe(1);
  }
  expect(new Set(texts).size).toBe(1);
});

test("a conversation begun on one device appears in the list of another one at once", async () => {
  const elena = await newAccount(await visitor.open());
  const { slug } = await elena.newWorkspace();
  const device = await visitor.open({ storageState: await elena.context.storageState() });
  const elsewhere = await device.newPage();
  await elsewhere.goto(`/w/${slug}/chat`);
  await elsewhere.getByText("Your conversations will stand here.").waitFor();
  const chat = new Chat(await elena.open(`/w/${slug}/chat`));
  await chat.ask("Which grinder suits a small bar?");
  await elsewhere.getByRole("link", { name: /^Which grinder suits a small bar/ }).click();
  await new Chat(elsewhere).answered();
});
