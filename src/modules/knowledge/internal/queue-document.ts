import { sql } from "kysely";
import type { Ctx } from "../../../kernel/ctx.ts";
import type { Tx } from "../../../kernel/db/types.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";
import { processDocumentJob } from "../jobs.ts";
import { announceInTransaction, announceStop } from "./announce-document.ts";

/** Begins a new reading of what the document's row holds now; one that is under way is overtaken. */
export async function queueDocument(
  ctx: Ctx,
  tx: Tx,
  document: { readonly documentId: string; readonly collectionId: string },
): Promise<void> {
  const { documentId } = document;
  const runId = ctx.kernel.newId();
  const now = ctx.kernel.clock.now();
  await sql`
    update knowledge.document set state = 'queued', run_id = ${runId}, attempts = 0, failure = null, done = 0, total = 0,
      seen_at = ${now}, updated_at = ${now}
    where workspace_id = ${workspaceOf(ctx)} and id = ${documentId}`.execute(tx);
  await ctx.kernel.events.enqueue(
    ctx,
    tx,
    processDocumentJob,
    { documentId, runId },
    { singletonKey: runId },
  );
  await announceStop(ctx, tx, documentId);
  await announceInTransaction(ctx, tx, { ...document, state: "queued", done: 0, total: 0 });
}
