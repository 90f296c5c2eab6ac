import { expect, test } from "vitest";
import { newAccount } from "./testing/account.ts";
import { Chat, simulatedWords, wordsUpTo } from "./testing/chat.ts";
import { shownText } from "./testing/shown-text.ts";
import { visitors } from "./testing/visitors.ts";

const visitor = visitors();

const TOKENS = 2_000;
/** Longer than the test looks at it: it ends by Stop, when everything has been seen. */
const ENDLESS = `Tell me all of it. simulate:tokens=${TOKENS},delay=40`;

test("a reload, a second tab and a second device show an answer while it is written, and end with the same text", async () => {
  const elena = await newAccount(await visitor.open());
  const { slug } = await elena.newWorkspace();
  const first = new Chat(await elena.open(`/w/${slug}/chat`));
  await first.ask(ENDLESS);
  await first.writes("t5");
  await first.page.waitForURL(/\/chat\/[\w-]+$/);
  const address = first.page.url();

  const secondTab = new Chat(await elena.open(address));
  const device = await visitor.open();
  await elena.signInOn(device);
  const onDevice = new Chat(await device.newPage());
  await onDevice.page.goto(address);
  await first.page.reload();
  const windows = [first, secondTab, onDevice];
  for (const chat of windows) {
    const answer = await chat.writes("t5");
    expect(wordsUpTo(TOKENS).startsWith(await simulatedWords(answer))).toBe(true);
    expect(await answer.getAttribute("aria-busy")).toBe("true");
  }

  await onDevice.page.getByRole("button", { name: "Stop" }).click();
  const texts = [];
  for (const chat of windows) {
    const answer = await chat.answered();
    await answer.getByRole("button", { name: /^Receipt/ }).waitFor();
    texts.push(await shownText(answer));
    expect(await chat.questions.count()).toBe(1);
  }
  expect(new Set(texts).size).toBe(1);
  expect(wordsUpTo(TOKENS).startsWith(await simulatedWords(first.answers.last()))).toBe(true);
  await first.page.reload();
  await first.answered();
  await expect.poll(() => shownText(first.answers.last())).toBe(texts[0]);
});

test("a conversation begun on one device appears in the list of another one at once", async () => {
  const elena = await newAccount(await visitor.open());
  const { slug } = await elena.newWorkspace();
  const device = await visitor.open();
  await elena.signInOn(device);
  const elsewhere = await device.newPage();
  await elsewhere.goto(`/w/${slug}/chat`);
  await elsewhere.getByText("Your conversations will stand here.").waitFor();
  const chat = new Chat(await elena.open(`/w/${slug}/chat`));
  await chat.ask("Which grinder suits a small bar?");
  await elsewhere.getByRole("link", { name: /^Which grinder suits a small bar/ }).click();
  await new Chat(elsewhere).answered();
});
