import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { BALANCED, booksOf } from "../../testing/books.ts";
import { answerAgain } from "./answer-again.ts";
import { ask, type ChatApp, chatApp, newChat, readAlong, SIM } from "./testing/chat-app.ts";

let app: ChatApp;
beforeAll(async () => {
  app = await chatApp({ env: { MODEL_STALL_SECONDS: "1" } });
});
// Past the pause of a circuit that the case before may have opened.
beforeEach(() => app.clock.advance(60_000));
afterAll(() => app.close());

/** A provider's failure before anything was delivered. */
const BEFORE = [
  ["error-400", "provider_rejected"],
  ["error-401", "provider_auth"],
  ["error-429,retry-after=30", "provider_rate_limited"],
  ["error-500", "provider_unavailable"],
  ["stall=0", "provider_stalled"],
  ["drop=0", "provider_dropped"],
  ["empty", "provider_empty"],
] as const;

/** A failure in the middle of an answer. */
const MIDWAY = [
  ["stall=5", "provider_stalled"],
  ["drop=5", "provider_dropped"],
  ["malformed=5", "provider_malformed"],
] as const;

describe("a provider that fails", () => {
  it.each(BEFORE)(
    "before the first token (%s) costs nothing, says what to do, and keeps the question",
    async (how, code) => {
      const chat = await newChat(app);
      const { answer, sent } = await ask(chat, `What now? simulate:${how}`);
      expect(answer).toMatchObject({ status: "failed", text: "", failure: { code } });
      expect(answer.failure?.message).toMatch(/[.]$/);
      expect(answer.failure?.message).not.toMatch(/undefined|Error|sk-|127\.0\.0\.1/);
      expect(answer.receipt).toMatchObject({ chargedMicroPt: "0" });
      expect(sent.question.text).toContain("What now?");
      expect(await booksOf(app.adminPool, chat.workspace.id)).toMatchObject({
        held: 0n,
        used: 0n,
        ...BALANCED,
      });
    },
  );

  it.each(MIDWAY)(
    "midway (%s) keeps what arrived, charges for it, and offers to go on",
    async (how, code) => {
      const chat = await newChat(app);
      const { answer } = await ask(chat, `Tell me. simulate:${how},tokens=20`);
      expect(answer).toMatchObject({ status: "interrupted", failure: { code } });
      expect(answer.text).toMatch(/^t0/);
      expect(BigInt(answer.receipt?.chargedMicroPt ?? 0)).toBeGreaterThan(0n);
      const books = await booksOf(app.adminPool, chat.workspace.id);
      expect(books).toMatchObject({
        held: 0n,
        used: BigInt(answer.receipt?.chargedMicroPt ?? 0),
        ...BALANCED,
      });
      const { ctx } = chat.workspace;
      const again = await answerAgain(ctx, chat.conversationId, answer.id, {
        mode: "continue",
        model: SIM,
        idempotencyKey: ctx.kernel.newId(),
      });
      expect(again.answer).toMatchObject({ continuesId: answer.id });
      expect((await readAlong(ctx, chat.conversationId, again.answer.id)).answer.status).toBe("complete");
    },
  );

  it("is asked again for a failed answer by retry, without asking the question twice", async () => {
    const chat = await newChat(app);
    const failed = await ask(chat, "Again? simulate:error-500");
    const { ctx } = chat.workspace;
    const again = await answerAgain(ctx, chat.conversationId, failed.answer.id, {
      mode: "retry",
      model: "parley/local",
      idempotencyKey: ctx.kernel.newId(),
    });
    expect(again.question.id).toBe(failed.sent.question.id);
    expect((await readAlong(ctx, chat.conversationId, again.answer.id)).answer.status).toBe("complete");
  });

  it("is replaced by its fallback before the first token, within what is held", async () => {
    const falling = await chatApp(
      { database: app.database, env: { MODEL_FALLBACKS: "sim/sim=sim/sim-large,parley/local" } },
      app.simulator,
    );
    try {
      const chat = await newChat(falling);
      const { answer } = await ask(chat, "Hello. simulate:error-500");
      expect(answer).toMatchObject({ status: "complete", receipt: { model: "parley/local" } });
    } finally {
      await falling.close();
    }
  });
});
