import { sql } from "kysely";
import type { Ctx } from "../../../kernel/ctx.ts";
import { inTransaction } from "../../../kernel/db/database.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";
import type { ReadFailure } from "../ports.ts";
import { announceInTransaction } from "./announce-document.ts";
import { isOwn, type ReadingRun } from "./reading-run.ts";
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
      where workspace_id = ${workspaceOf(ctx)} and id = ${document.id} and ${isOwn(run)}
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

/**
 * Leaves the reading to the next try. @param counts false when the process stops: that is nobody's fault
 */
export async function giveBackRun(ctx: Ctx, run: ReadingRun, counts: boolean): Promise<void> {
  const now = ctx.kernel.clock.now();
  await inTransaction(ctx, (tx) =>
    sql`
      update knowledge.document set state = 'queued', done = 0, total = 0, seen_at = ${now},
        attempts = attempts - ${counts ? 0 : 1}
      where workspace_id = ${workspaceOf(ctx)} and id = ${run.document.id} and ${isOwn(run)}`.execute(tx),
  );
}
