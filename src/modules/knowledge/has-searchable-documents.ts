import { sql } from "kysely";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { requirePermission, workspaceOf } from "../../kernel/permissions.ts";
import { readable } from "./internal/readable.ts";

/**
 * Whether a search by whoever acts could find anything at all. Cheap: drafts are quoted with it as they are typed.
 * @param collectionIds null for all that they may read
 */
export async function hasSearchableDocuments(
  ctx: Ctx,
  collectionIds: readonly string[] | null,
): Promise<boolean> {
  requirePermission(ctx, "knowledge.read");
  return inTransaction(ctx, async (tx, ctx) => {
    const { rows } = await sql<{ found: boolean }>`
      select exists (
        select from knowledge.collection c
        join knowledge.document d on d.workspace_id = c.workspace_id and d.collection_id = c.id
        where c.workspace_id = ${workspaceOf(ctx)} and d.version_id is not null and ${await readable(ctx)}
          ${collectionIds === null ? sql`` : sql`and c.id = any(${[...collectionIds]}::uuid[])`}
      ) as found`.execute(tx);
    return rows[0]?.found === true;
  });
}
