import { setTimeout as delay } from "node:timers/promises";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { requirePermission } from "../../kernel/permissions.ts";
import type { AnswerStreamEvent, Message } from "./contract.ts";
import { type LiveAnswer, liveAnswers } from "./internal/live-answers.ts";
import { loadMessage } from "./internal/store.ts";
import { presentMessages } from "./present.ts";

/** A process that writes elsewhere announces its checkpoints; should one be lost, the next look is this far away, ms. */
const LOOK_EVERY_MS = 1_000;
/** An answer that has ended and is not settled by then never had a hold, ms. */
const SETTLED_WITHIN_MS = 5_000;
const LOOK_AGAIN_MS = 100;

/**
 * The text of an answer from `after` on, as it comes, and its final state. Anyone who may read the conversation
 * may follow, as many as like, from any process, from any offset.
 * @throws AppError not_found, before the first event
 */
export async function followAnswer(
  ctx: Ctx,
  at: Place,
): Promise<(signal: AbortSignal) => AsyncGenerator<AnswerStreamEvent>> {
  requirePermission(ctx, "chat.read");
  await inTransaction(ctx, (tx) => loadMessage(ctx, tx, at.conversationId, at.messageId));
  return (signal) => follow(ctx, at, signal);
}

interface Place {
  readonly conversationId: string;
  readonly messageId: string;
  /** UTF-16 units of the text that the follower has. */
  readonly after: number;
}

async function* follow(ctx: Ctx, at: Place, signal: AbortSignal): AsyncGenerator<AnswerStreamEvent> {
  const live = liveAnswers(ctx.kernel).get(at.messageId);
  let known = at.after;
  for await (const text of live === undefined
    ? savedTexts(ctx, at, signal)
    : liveTexts(live, known, signal)) {
    if (text.length <= known) continue;
    yield { type: "text", offset: known, text: text.slice(known) };
    known = text.length;
  }
  const message = await lastState(ctx, at, signal);
  if (message === undefined) return;
  if (message.text.length > known) yield { type: "text", offset: known, text: message.text.slice(known) };
  yield { type: "done", message };
}

/**
 * The text is saved before the hold is settled: who looks between the two waits for the receipt, which would
 * otherwise be missing until the page is loaded anew. Undefined when the follower has left.
 */
async function lastState(ctx: Ctx, at: Place, signal: AbortSignal): Promise<Message | undefined> {
  const patience = performance.now() + SETTLED_WITHIN_MS;
  while (!signal.aborted) {
    const { settled, message } = await inTransaction(ctx, async (tx, scoped) => {
      const row = await loadMessage(ctx, tx, at.conversationId, at.messageId);
      const [presented] = await presentMessages(scoped, [row]);
      return { settled: row.settled, message: presented };
    });
    if (settled || message === undefined || message.receipt !== null) return message;
    if (performance.now() >= patience) return message;
    await delay(LOOK_AGAIN_MS);
  }
  return undefined;
}

async function* liveTexts(live: LiveAnswer, from: number, signal: AbortSignal): AsyncGenerator<string> {
  let known = from;
  while (!live.ended && !signal.aborted) {
    if (live.length > known) {
      known = live.length;
      yield live.text;
    }
    await live.changed(known, signal);
  }
  if (!signal.aborted) yield live.text;
}

/** The answer is written by another process: read its checkpoints until it has ended. */
async function* savedTexts(ctx: Ctx, at: Place, signal: AbortSignal): AsyncGenerator<string> {
  let wake = () => {};
  const unsubscribe = ctx.kernel.realtime.subscribe(`answer:${at.messageId}`, () => wake());
  try {
    while (!signal.aborted) {
      const row = await inTransaction(ctx, (tx) => loadMessage(ctx, tx, at.conversationId, at.messageId));
      if (row.status !== "streaming") return;
      yield row.text;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(() => wake(), LOOK_EVERY_MS);
        wake = () => {
          clearTimeout(timer);
          signal.removeEventListener("abort", wake);
          resolve();
        };
        signal.addEventListener("abort", wake, { once: true });
      });
    }
  } finally {
    unsubscribe();
  }
}
