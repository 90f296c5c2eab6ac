import { sql } from "kysely";
import type { Ctx } from "../../../kernel/ctx.ts";
import { inTransaction } from "../../../kernel/db/database.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";
import type { ReadFailure } from "../ports.ts";
import { announceInTransaction } from "./announce-document.ts";
import { isWorking } from "./documents.ts";
import type { ReadingRun } from "./reading-run.ts";
import { dropVersionsBut } from "./versions.ts";

/** The document says why it cannot be read; a former version stays searchable, a half-made one goes. */
export async function failRun(
  ctx: Ctx,
  run: ReadingRun,
  failure: Pick<ReadFailure, "code" | "message">,
): Promise<void> {
  await inTransaction(ctx, async (tx, ctx) => {
    const { document } = run;
    const its = { code: failure.code, message: failure.message };
    const { rows } = await sql<{ version_id: string | null; done: number; total: number }>`
      update knowledge.document set state = 'failed', failure = ${JSON.stringify(its)}::jsonb, updated_at = ${ctx.kernel.clock.now()}
      where workspace_id = ${workspaceOf(ctx)} and id = ${document.id} and run_id = ${run.runId} and ${isWorking}
      returning version_id, done, total`.execute(tx);
    const [row] = rows;
    if (row === undefined) return;
    await dropVersionsBut(ctx, tx, document.id, row.version_id === null ? [] : [row.version_id]);
    await announceInTransaction(ctx, tx, {
      documentId: document.id,
      collectionId: document.collection_id,
      state: "failed",
      done: row.done,
      total: row.total,
    });
  });
}

/** The process stops: the next one takes it up, and this try counts for nothing. */
export async function giveBackRun(ctx: Ctx, run: ReadingRun): Promise<void> {
  await inTransaction(ctx, (tx) =>
    sql`
      update knowledge.document set state = 'queued', attempts = greatest(attempts - 1, 0), done = 0, total = 0
      where workspace_id = ${workspaceOf(ctx)} and id = ${run.document.id} and run_id = ${run.runId} and ${isWorking}`.execute(
      tx,
    ),
  );
}
