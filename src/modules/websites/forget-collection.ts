import { sql } from "kysely";
import type { Ctx } from "../../kernel/ctx.ts";
import type { Tx } from "../../kernel/db/types.ts";
import { workspaceOf } from "../../kernel/permissions.ts";
import { announceCrawlStop, announceSourceRemoval } from "./internal/announce-source.ts";
import type { SourceRow } from "./internal/source-rows.ts";

/** The collection goes, in this transaction: its websites go with it and their crawls end. */
export async function forgetCollection(
  ctx: Ctx,
  tx: Tx,
  of: { readonly collectionId: string },
): Promise<void> {
  const { rows } = await sql<Pick<SourceRow, "id" | "collection_id">>`
    delete from websites.source
    where workspace_id = ${workspaceOf(ctx)} and collection_id = ${of.collectionId}
    returning id, collection_id`.execute(tx);
  for (const source of rows) {
    await announceCrawlStop(ctx, tx, source.id);
    await announceSourceRemoval(ctx, tx, source);
  }
}
