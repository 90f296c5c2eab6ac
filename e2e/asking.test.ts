import { expect, test } from "vitest";
import { z } from "zod";
import { newAccount } from "./testing/account.ts";
import { Chat, simulatedWords, wordsUpTo } from "./testing/chat.ts";
import { walletFigures } from "./testing/ledger-figures.ts";
import { shownText } from "./testing/shown-text.ts";
import { visitors } from "./testing/visitors.ts";

const visitor = visitors();

const TOKENS = 400;
/** Long enough that only a stop ends it. */
const ENDLESS = `Tell me all of it. simulate:tokens=${TOKENS},delay=50`;

test("Stop keeps and charges what arrived, returns the rest, and offers to go on", async () => {
  const elena = await newAccount(await visitor.open());
  const { id, slug } = await elena.newWorkspace();
  const chat = new Chat(await elena.open(`/w/${slug}/chat`));
  await chat.ask(ENDLESS);
  await chat.writes("t8");
  await chat.page.getByRole("button", { name: "Stop" }).click();
  const answer = await chat.answered();
  await answer.getByText("Stopped. What arrived is kept and charged.").waitFor();
  const kept = await simulatedWords(answer);
  expect(kept).toContain("t8");
  expect(kept).not.toBe(wordsUpTo(TOKENS));
  expect(wordsUpTo(TOKENS).startsWith(kept)).toBe(true);
  const receipt = await chat.receipt(answer);
  expect(receipt.charged).toBeGreaterThan(0n);
  expect(receipt.held - receipt.charged).toBe(receipt.returned);
  const wallet = await elena.get(`/workspaces/${id}/wallet`, walletFigures);
  expect(wallet).toMatchObject({ usedMicroPt: String(receipt.charged), heldMicroPt: "0" });

  await chat.page.reload();
  await chat.page.getByRole("button", { name: "Continue" }).click();
  await chat.page.getByRole("article", { name: "Answer, continued" }).waitFor();
  await chat.page.getByRole("button", { name: "Stop" }).click();
  await chat.answered(2);
});

test("Escape stops an answer", async () => {
  const elena = await newAccount(await visitor.open());
  const { slug } = await elena.newWorkspace();
  const chat = new Chat(await elena.open(`/w/${slug}/chat`));
  await chat.ask(ENDLESS);
  const answer = await chat.writes("t2");
  await chat.composer.press("Escape");
  await answer.getByText(/^Stopped\./).waitFor();
});

test("of two tabs that send at once one is answered, and the other is told and keeps its text", async () => {
  const elena = await newAccount(await visitor.open());
  const { slug } = await elena.newWorkspace();
  const one = new Chat(await elena.open(`/w/${slug}/chat`));
  await one.ask("A first question");
  await one.answered();
  await one.page.waitForURL(/\/chat\/[\w-]+$/);
  const two = new Chat(await elena.open(one.page.url()));
  await two.answered();
  for (const chat of [one, two]) {
    await chat.composer.fill("At the same time. simulate:tokens=60,delay=40");
    await chat.quoted();
  }
  await Promise.all([one.send.click(), two.send.click()]);

  const busy = /^(An answer is being written in this conversation|The answer is finished)$/;
  const first = one.page.getByText(busy).waitFor();
  const second = two.page.getByText(busy).waitFor();
  const told = await Promise.any([first.then(() => one), second.then(() => two)]);
  const asked = told === one ? two : one;
  void Promise.allSettled([first, second]);
  expect(await told.composer.inputValue()).toMatch(/^At the same time/);
  expect(await asked.composer.inputValue()).toBe("");
  await asked.answered(2);
  expect(await asked.questions.count()).toBe(2);

  await told.page.getByText("The answer is finished").waitFor();
  await told.page.getByRole("button", { name: "Send now" }).click();
  await told.answered(3);
  expect(await told.questions.count()).toBe(3);
});

test("a draft and its attached text survive a reload, each conversation has its own", async () => {
  const elena = await newAccount(await visitor.open());
  const { slug } = await elena.newWorkspace();
  const chat = new Chat(await elena.open(`/w/${slug}/chat`));
  await chat.ask("Where do drafts go?");
  await chat.answered();
  await chat.composer.fill("Half a thought in this conversation");
  await chat.page.getByRole("button", { name: "New chat" }).click();
  await chat.composer.fill("Another half in a new one");
  await chat.page.locator('input[type="file"]').setInputFiles({
    name: "prices.txt",
    mimeType: "text/plain",
    buffer: Buffer.from("A kilo costs $21.40."),
  });
  await chat.page.getByText("prices.txt").waitFor();
  await chat.page.reload();
  await expect.poll(() => chat.composer.inputValue()).toBe("Another half in a new one");
  await chat.page.getByText("prices.txt").waitFor();
  await chat.page.getByRole("link", { name: /^Where do drafts go/ }).click();
  await expect.poll(() => chat.composer.inputValue()).toBe("Half a thought in this conversation");
});

test("the price on the send button follows the text and the model, and nothing is held by asking for it", async () => {
  const elena = await newAccount(await visitor.open());
  const { id, slug } = await elena.newWorkspace();
  const chat = new Chat(await elena.open(`/w/${slug}/chat`));
  expect(await shownText(chat.send)).toBe("Send");
  await chat.composer.fill("Short");
  await chat.quoted();
  const short = await shownText(chat.send);
  await chat.composer.fill("A longer text costs more. ".repeat(150));
  await expect.poll(() => shownText(chat.send)).not.toBe(short);
  const long = await shownText(chat.send);
  await chat.choose("Parley local");
  await expect.poll(() => shownText(chat.send)).not.toBe(long);
  const wallet = await elena.get(`/workspaces/${id}/wallet`, walletFigures);
  expect(wallet).toMatchObject({ heldMicroPt: "0", usedMicroPt: "0" });
  const conversations = await elena.get(
    `/workspaces/${id}/conversations`,
    z.object({ items: z.array(z.unknown()) }),
  );
  expect(conversations.items).toEqual([]);
});
