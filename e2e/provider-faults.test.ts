import { expect, test } from "vitest";
import { newAccount } from "./testing/account.ts";
import { Chat } from "./testing/chat.ts";
import { walletFigures } from "./testing/ledger-figures.ts";
import { FAULTY } from "./testing/simulated-models.ts";
import { visitors } from "./testing/visitors.ts";

const visitor = visitors();

/** Failures before the first word, and what a person is told. */
const BEFORE = [
  [
    "error-401",
    `${FAULTY} refused this installation's key. Choose another model; the operator has to renew the key.`,
  ],
  [
    "error-429",
    `${FAULTY} is taking no more requests right now. Try again in a moment or choose another model.`,
  ],
  ["error-500", `${FAULTY} cannot be reached right now. Try again in a moment or choose another model.`],
  ["empty", `${FAULTY} gave no answer. Nothing was charged. Try again or word it differently.`],
  ["stall=0", `${FAULTY} stopped answering. Try again, or choose another model.`],
  ["malformed=0", `${FAULTY} sent something that could not be read. Try again, or choose another model.`],
  ["drop=0", `The connection to ${FAULTY} broke before the answer was complete. Try again.`],
] as const;

/** Failures in the middle. */
const MIDWAY = ["stall=5", "drop=5", "malformed=5"] as const;

test.each(BEFORE)(
  "a provider that fails by %s says so in a sentence, costs nothing, and another model answers the same question",
  async (fault, sentence) => {
    const elena = await newAccount(await visitor.open());
    const { id, slug } = await elena.newWorkspace();
    const chat = new Chat(await elena.open(`/w/${slug}/chat`));
    await chat.choose(FAULTY);
    const question = `Which roast keeps longest? simulate:${fault}`;
    await chat.ask(question);
    const answer = await chat.answered();
    await answer.getByText(sentence, { exact: true }).waitFor();
    const wallet = await elena.get(`/workspaces/${id}/wallet`, walletFigures);
    expect(wallet).toMatchObject({ heldMicroPt: "0", usedMicroPt: "0" });

    await answer.getByRole("button", { name: "Edit and send again" }).click();
    expect(await chat.composer.inputValue()).toBe(question);
    await chat.composer.fill("");
    await chat.choose("Parley local");
    await answer.getByRole("button", { name: "Try again" }).click();
    await chat.page.getByRole("button", { name: /^Receipt: Parley local/ }).waitFor();
    expect(await chat.questions.count()).toBe(1);
  },
);

test.each(MIDWAY)(
  "an answer that breaks off by %s is kept and charged as far as it came, and goes on from there",
  async (fault) => {
    const elena = await newAccount(await visitor.open());
    const { id, slug } = await elena.newWorkspace();
    const chat = new Chat(await elena.open(`/w/${slug}/chat`));
    await chat.choose(FAULTY);
    await chat.ask(`Tell me. simulate:${fault},tokens=20`);
    const answer = await chat.answered();
    await answer.getByText("The answer was interrupted. What arrived is kept and charged.").waitFor();
    await chat.writes("t0 t1 t2");
    const { charged } = await chat.receipt(answer);
    expect(charged).toBeGreaterThan(0n);
    const wallet = await elena.get(`/workspaces/${id}/wallet`, walletFigures);
    expect(wallet).toMatchObject({ heldMicroPt: "0", usedMicroPt: String(charged) });
    await chat.choose("sim");
    await answer.getByRole("button", { name: "Continue" }).click();
    await chat.page
      .getByRole("article", { name: "Answer, continued" })
      .getByRole("button", { name: /^Receipt/ })
      .waitFor();
  },
);
