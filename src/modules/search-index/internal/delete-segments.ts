import { sql } from "kysely";
import type { Ctx } from "../../../kernel/ctx.ts";
import type { Tx } from "../../../kernel/db/types.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";

/** With their blocks, which nothing else deletes. */
export async function deleteSegments(ctx: Ctx, tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    with gone as (
      delete from search_index.block
      where workspace_id = ${workspaceOf(ctx)} and segment_id = any(${[...ids]}::uuid[]))
    delete from search_index.segment
    where workspace_id = ${workspaceOf(ctx)} and id = any(${[...ids]}::uuid[])`.execute(tx);
}
