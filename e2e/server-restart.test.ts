import { expect, test } from "vitest";
import { newAccount } from "./testing/account.ts";
import { Chat, simulatedWords, wordsUpTo } from "./testing/chat.ts";
import { walletFigures } from "./testing/ledger-figures.ts";
import { ownInstallation } from "./testing/own-installation.ts";
import { visitors } from "./testing/visitors.ts";

const installation = ownInstallation();
const visitor = visitors({ baseURL: installation.url });

const TOKENS = 400;

test("an answer cut by the death of the server is kept and charged as far as it came, and can be continued", async () => {
  const elena = await newAccount(await visitor.open());
  const { id, slug } = await elena.newWorkspace();
  const chat = new Chat(await elena.open(`/w/${slug}/chat`));
  visitor.expectFault(/net::ERR_|^50[234] /);
  await chat.ask(`Tell me all of it. simulate:tokens=${TOKENS},delay=50`);
  const answer = await chat.writes("t60");

  await installation.kill();
  await chat.page.getByText("Parley cannot be reached").waitFor();
  await installation.startAgain();
  await chat.page.getByText("Parley cannot be reached").waitFor({ state: "hidden" });

  await answer
    .getByText("The answer was interrupted. What arrived is kept and charged.")
    .waitFor({ timeout: 60_000 });
  const kept = await simulatedWords(answer);
  expect(kept).toMatch(/^t0 t1 /);
  expect(wordsUpTo(TOKENS).startsWith(kept)).toBe(true);
  const receipt = await chat.receipt(answer);
  expect(receipt.charged).toBeGreaterThan(0n);
  expect(receipt.held - receipt.charged).toBe(receipt.returned);
  const wallet = await elena.get(`/workspaces/${id}/wallet`, walletFigures);
  expect(wallet).toMatchObject({
    availableMicroPt: String(receipt.balance),
    usedMicroPt: String(receipt.charged),
    heldMicroPt: "0",
  });

  await chat.page.reload();
  await chat.writes(kept.slice(-40));
  expect(await simulatedWords(await chat.answered())).toBe(kept);
  await chat.page.getByRole("button", { name: "Continue" }).click();
  const continued = chat.page.getByRole("article", { name: "Answer, continued" });
  await continued.getByRole("button", { name: /^Receipt/ }).waitFor();
  expect(await simulatedWords(continued)).not.toBe("");
  expect(await chat.questions.count()).toBe(1);
});
