import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BALANCED, booksOf } from "../../testing/books.ts";
import { getConversation } from "./get-conversation.ts";
import { checkpointsOf } from "./internal/checkpoints.ts";
import { liveAnswers } from "./internal/live-answers.ts";
import { recoverAbandoned } from "./recover-abandoned.ts";
import { type Chat, type ChatApp, chatApp, newChat, readAlong, send } from "./testing/chat-app.ts";

let app: ChatApp;
beforeAll(async () => {
  app = await chatApp();
});
afterAll(() => app.close());

/** An answer half written and saved, whose process is then forgotten as if it had died. */
async function abandoned(chat: Chat, directive = "tokens=4000,delay=5") {
  const sent = await send(chat, `simulate:${directive}`);
  const live = liveAnswers(app.kernel).get(sent.answer.id);
  await expect.poll(() => live?.length ?? 0).toBeGreaterThan(20);
  await expect
    .poll(
      async () => (await getConversation(chat.workspace.ctx, chat.conversationId)).messages[1]?.text.length,
      {
        timeout: 5_000,
      },
    )
    .toBeGreaterThan(20);
  return { sent, live };
}

describe("an answer whose process died", () => {
  it("is kept as interrupted by another process and charged for what was saved, once", async () => {
    const chat = await newChat(app);
    const { sent } = await abandoned(chat);
    const rescuer = await chatApp({ database: app.database }, app.simulator);
    try {
      rescuer.clock.advance(21_000);
      await Promise.all([recoverAbandoned(rescuer.kernel), recoverAbandoned(rescuer.kernel)]);
      const there = { ...chat.workspace.ctx, kernel: rescuer.kernel };
      const { answer } = await readAlong(there, chat.conversationId, sent.answer.id);
      expect(answer).toMatchObject({ status: "interrupted", receipt: { usageSource: "counted" } });
      const books = await booksOf(app.adminPool, chat.workspace.id);
      expect(books).toMatchObject({
        held: 0n,
        used: BigInt(answer.receipt?.chargedMicroPt ?? -1),
        ...BALANCED,
      });
      expect(books.used).toBeGreaterThan(0n);
      await recoverAbandoned(rescuer.kernel);
      expect((await booksOf(app.adminPool, chat.workspace.id)).used).toBe(books.used);
    } finally {
      await rescuer.close();
    }
  });

  it("owes what was delivered also after its hold has lapsed", async () => {
    const chat = await newChat(app);
    const { sent } = await abandoned(chat);
    const rescuer = await chatApp({ database: app.database }, app.simulator);
    try {
      rescuer.clock.advance(120_000);
      await rescuer.sweep("ledger.release-lapsed-holds");
      await recoverAbandoned(rescuer.kernel);
      const there = { ...chat.workspace.ctx, kernel: rescuer.kernel };
      const { answer } = await readAlong(there, chat.conversationId, sent.answer.id);
      expect(BigInt(answer.receipt?.chargedMicroPt ?? 0)).toBeGreaterThan(0n);
      expect(await booksOf(app.adminPool, chat.workspace.id)).toMatchObject({ held: 0n, ...BALANCED });
    } finally {
      await rescuer.close();
    }
  });

  it("fails without a charge when it died between its question and its hold", async () => {
    const chat = await newChat(app);
    await app.adminPool.query(
      `with question as (
         update conversations.conversation set last_position = 2 where id = $2)
       insert into conversations.message (workspace_id, id, conversation_id, position, role, status, text, model, hold_id,
         held, prompt_tokens, settled, lease_until, created_at)
       values ($1, gen_random_uuid(), $2, 1, 'user', 'complete', 'Hello', null, null, null, null, true, null, $3),
              ($1, gen_random_uuid(), $2, 2, 'assistant', 'streaming', '', 'sim/sim', gen_random_uuid(), 5, 5, false, $3, $3)`,
      [chat.workspace.id, chat.conversationId, app.clock.now()],
    );
    await recoverAbandoned(app.kernel);
    const { messages, conversation } = await getConversation(chat.workspace.ctx, chat.conversationId);
    expect(conversation.answering).toBe(false);
    expect(messages[1]).toMatchObject({ status: "failed", receipt: null });
    expect(await booksOf(app.adminPool, chat.workspace.id)).toMatchObject({ used: 0n, ...BALANCED });
  });
});

describe("a stop of the process", () => {
  it("keeps running answers as interrupted, charged for what arrived, with nothing left to recover", async () => {
    const stopping = await chatApp({ database: app.database }, app.simulator);
    const chat = await newChat(stopping);
    const sent = await send(chat, "simulate:tokens=100000,delay=5");
    const live = liveAnswers(stopping.kernel).get(sent.answer.id);
    await expect.poll(() => live?.length ?? 0).toBeGreaterThan(20);
    expect(checkpointsOf(stopping.kernel)).toBeDefined();
    await stopping.close();
    const there = { ...chat.workspace.ctx, kernel: app.kernel };
    const { answer } = await readAlong(there, chat.conversationId, sent.answer.id);
    expect(answer.status).toBe("interrupted");
    expect(BigInt(answer.receipt?.chargedMicroPt ?? 0)).toBeGreaterThan(0n);
    const { rows } = await app.adminPool.query("select settled from conversations.message where id = $1", [
      sent.answer.id,
    ]);
    expect(rows).toEqual([{ settled: true }]);
  });
});
