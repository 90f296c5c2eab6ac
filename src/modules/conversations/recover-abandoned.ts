import { type Ctx, systemCtx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { AppError } from "../../kernel/errors.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import { settleRecovered } from "../models/index.ts";
import { liveAnswers } from "./internal/live-answers.ts";
import { loadAnswer, type MessageRow } from "./internal/store.ts";

const ROUND = 200;
const UNDO_DAYS = 30;
const DAY_MS = 86_400_000;

/**
 * Ends the answers whose process died: what was saved is kept, marked interrupted and charged, once.
 * Several clocks may do so at once: the answer ends by a condition, the hold by its key.
 */
export async function recoverAbandoned(kernel: Kernel): Promise<number> {
  const { rows } = await kernel.db.pool.query<{ workspace_id: string; message_id: string }>(
    "select workspace_id, message_id from conversations.abandoned_answers($1, $2)",
    [kernel.clock.now(), ROUND],
  );
  let recovered = 0;
  for (const row of rows) {
    if (liveAnswers(kernel).has(row.message_id)) continue;
    const ctx = systemCtx(kernel, { kind: "job", name: "conversations.recover-abandoned" }, row.workspace_id);
    try {
      await recover(ctx, row.workspace_id, row.message_id);
      recovered += 1;
    } catch (error) {
      kernel.log.error(
        { err: error, messageId: row.message_id },
        "An abandoned answer could not be recovered",
      );
    }
  }
  return recovered;
}

async function recover(ctx: Ctx, workspaceId: string, messageId: string): Promise<void> {
  const answer = await inTransaction(ctx, (tx) => loadAnswer(tx, workspaceId, messageId));
  if (answer === undefined || answer.hold_id === null) return;
  if (answer.status === "streaming") await end(ctx, workspaceId, answer);
  await settle(ctx, answer, answer.hold_id);
  await ctx.kernel.db.pool.query("select conversations.mark_settled($1::uuid[], $2::uuid[])", [
    [workspaceId],
    [messageId],
  ]);
  await ctx.kernel.realtime.publish(`answer:${messageId}`, { type: "ended" });
}

async function end(ctx: Ctx, workspaceId: string, answer: MessageRow): Promise<void> {
  const delivered = answer.text !== "";
  const failure = delivered
    ? null
    : {
        code: "provider_dropped",
        message: "Parley was restarted before the answer began. Nothing was charged. Try again.",
      };
  await ctx.kernel.db.pool.query("select conversations.finish_turn($1, $2, $3, $4, $5, $6, null, $7)", [
    workspaceId,
    answer.id,
    delivered ? "interrupted" : "failed",
    answer.text,
    JSON.stringify(answer.citations),
    failure === null ? null : JSON.stringify(failure),
    ctx.kernel.clock.now(),
  ]);
}

/** The process may have died between the intent and the hold: then nothing is owed. */
async function settle(ctx: Ctx, answer: MessageRow, holdId: string): Promise<void> {
  try {
    await settleRecovered(ctx, {
      holdId,
      model: answer.model ?? "",
      promptTokens: answer.prompt_tokens ?? 0,
      deliveredText: answer.text,
    });
  } catch (error) {
    if (!(error instanceof AppError && error.code === "not_found")) throw error;
  }
}

/** Conversations whose deletion can no longer be undone. */
export async function purgeDeleted(kernel: Kernel): Promise<number> {
  const before = new Date(kernel.clock.now().getTime() - UNDO_DAYS * DAY_MS);
  const { rows } = await kernel.db.pool.query<{ purged: number }>(
    "select conversations.purge_deleted($1, $2) as purged",
    [before, ROUND],
  );
  return rows[0]?.purged ?? 0;
}
