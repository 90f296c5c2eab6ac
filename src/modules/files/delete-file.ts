import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { workspaceOf } from "../../kernel/permissions.ts";
import type { Tables } from "./internal/tables.gen.ts";
import { removeBytesJob } from "./jobs.ts";

/** Keys in one job. */
const BATCH = 1_000;

/**
 * Removes the rows now, the bytes right after the commit. Files that are not there, or another workspace's, are
 * passed over. The caller has decided who may.
 */
export async function deleteFiles(ctx: Ctx, fileIds: readonly string[]): Promise<void> {
  for (let from = 0; from < fileIds.length; from += BATCH) {
    const ids = fileIds.slice(from, from + BATCH);
    await inTransaction(ctx, async (tx, ctx) => {
      const rows = await tx
        .withTables<Tables>()
        .deleteFrom("files.file")
        .where("workspace_id", "=", workspaceOf(ctx))
        .where("id", "in", ids)
        .returning("storage_key")
        .execute();
      if (rows.length === 0) return;
      await ctx.kernel.events.enqueue(ctx, tx, removeBytesJob, { keys: rows.map((row) => row.storage_key) });
    });
  }
}

export function deleteFile(ctx: Ctx, fileId: string): Promise<void> {
  return deleteFiles(ctx, [fileId]);
}
