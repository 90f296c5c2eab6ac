import { sql } from "kysely";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { notFound } from "../../kernel/errors.ts";
import { workspaceOf } from "../../kernel/permissions.ts";
import { visible } from "./internal/readable.ts";

/** Ids of the collections that are shown to whoever acts: what is said of what is in them is for nobody else. */
export async function visibleCollections(ctx: Ctx): Promise<readonly string[]> {
  return inTransaction(ctx, async (tx, ctx) => {
    const { rows } = await sql<{ id: string }>`
      select c.id from knowledge.collection c
      where c.workspace_id = ${workspaceOf(ctx)} and ${await visible(ctx)}`.execute(tx);
    return rows.map(({ id }) => id);
  });
}

/**
 * Keeps a collection from being deleted until the transaction ends.
 * @throws AppError not_found when it is not there or not shown to whoever acts
 */
export async function holdCollection(ctx: Ctx, collectionId: string): Promise<void> {
  await inTransaction(ctx, async (tx, ctx) => {
    const { rows } = await sql`
      select c.id from knowledge.collection c
      where c.workspace_id = ${workspaceOf(ctx)} and c.id = ${collectionId} and ${await visible(ctx)}
      for key share of c`.execute(tx);
    if (rows.length === 0) throw notFound("collection");
  });
}
