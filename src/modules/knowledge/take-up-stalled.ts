import { systemCtx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import { STALLED_MS } from "./internal/reading-run.ts";
import { processDocumentJob } from "./jobs.ts";

const ROUND = 500;

/**
 * Documents that wait or are being read while nobody is at it get a job again. One that only waits its turn has one:
 * of the jobs with one key at most one waits. @returns how many
 */
export async function takeUpStalled(kernel: Kernel): Promise<number> {
  const before = new Date(kernel.clock.now().getTime() - STALLED_MS);
  const { rows } = await kernel.db.pool.query<{ workspace_id: string; document_id: string; run_id: string }>(
    "select workspace_id, document_id, run_id from knowledge.stalled_documents($1, $2)",
    [before, ROUND],
  );
  for (const row of rows) {
    const ctx = systemCtx(kernel, { kind: "job", name: "knowledge.take-up-stalled" }, row.workspace_id);
    const payload = { documentId: row.document_id, runId: row.run_id };
    await inTransaction(ctx, (tx, ctx) =>
      kernel.events.enqueue(ctx, tx, processDocumentJob, payload, { singletonKey: row.run_id }),
    );
  }
  return rows.length;
}
