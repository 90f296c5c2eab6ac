import { sql } from "kysely";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import type { Tx } from "../../kernel/db/types.ts";
import { workspaceOf } from "../../kernel/permissions.ts";
import { deleteFiles } from "../files/index.ts";
import { announceRemoval, announceStop } from "./internal/announce-document.ts";
import { queueMerge } from "./internal/queue-merge.ts";
import { forgetVersions, versionsOf } from "./internal/versions.ts";

/**
 * Documents of a source: all of them, or that of one address. Text, vectors and files go with them. The caller has
 * decided who may. @returns how many
 */
export async function removePages(ctx: Ctx, sourceId: string, url?: string): Promise<number> {
  return inTransaction(ctx, (tx, ctx) => remove(ctx, tx, sourceId, url));
}

async function remove(ctx: Ctx, tx: Tx, sourceId: string, url: string | undefined): Promise<number> {
  const { rows } = await sql<{ id: string; collection_id: string; file_id: string | null }>`
    select id, collection_id, file_id from knowledge.document
    where workspace_id = ${workspaceOf(ctx)} and source_id = ${sourceId}
      ${url === undefined ? sql`` : sql`and url = ${url}`} for update`.execute(tx);
  if (rows.length === 0) return 0;
  const ids = rows.map(({ id }) => id);
  await forgetVersions(ctx, tx, await versionsOf(ctx, tx, ids));
  await sql`delete from knowledge.document
    where workspace_id = ${workspaceOf(ctx)} and id = any(${ids}::uuid[])`.execute(tx);
  await deleteFiles(
    { ...ctx, tx },
    rows.flatMap(({ file_id }) => file_id ?? []),
  );
  await queueMerge(ctx, tx);
  for (const row of rows) {
    await announceStop(ctx, tx, row.id);
    await announceRemoval(ctx, tx, { documentId: row.id, collectionId: row.collection_id });
  }
  return rows.length;
}
