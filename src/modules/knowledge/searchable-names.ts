import { sql } from "kysely";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { requirePermission, workspaceOf } from "../../kernel/permissions.ts";
import { documentsInCollections } from "./internal/documents.ts";
import { readable } from "./internal/readable.ts";

/** Names of the documents that a search by whoever acts can find in the collection of that name. */
export async function searchableNames(ctx: Ctx, collection: string): Promise<ReadonlySet<string>> {
  requirePermission(ctx, "knowledge.read");
  return inTransaction(ctx, async (tx, ctx) => {
    const { rows } = await sql<{ name: string }>`
      select d.name from ${documentsInCollections}
      where d.workspace_id = ${workspaceOf(ctx)} and ${await readable(ctx)} and c.name = ${collection}
        and d.version_id is not null`.execute(tx);
    return new Set(rows.map(({ name }) => name));
  });
}
