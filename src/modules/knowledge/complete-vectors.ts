import { systemCtx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import { partsOf } from "./internal/parts.ts";
import { reEmbedJob } from "./jobs.ts";

/** Collections taken up in one round. */
const COLLECTIONS = 200;

/**
 * Takes up collections whose vectors are not complete: a provider was down, credit was short, a process ended, or the
 * installation now keeps its vectors elsewhere. @returns how many there are
 */
export async function completeVectors(kernel: Kernel): Promise<number> {
  const index = partsOf(kernel).vectors;
  if (index === null) return 0;
  const { rows } = await kernel.db.pool.query<{ workspace_id: string; collection_id: string }>(
    "select workspace_id, collection_id from knowledge.collections_without_vectors($1, $2)",
    [index.identity, COLLECTIONS],
  );
  for (const { workspace_id: workspaceId, collection_id: collectionId } of rows) {
    const ctx = systemCtx(kernel, { kind: "job", name: "knowledge.complete-vectors" }, workspaceId);
    await inTransaction(ctx, (tx, ctx) =>
      kernel.events.enqueue(ctx, tx, reEmbedJob, { collectionId }, { singletonKey: collectionId }),
    );
  }
  return rows.length;
}
