import { sql } from "kysely";
import type { z } from "zod";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { decodeCursor, pageOf, rowsToFetch, timeAndIdPlace } from "../../kernel/http/page.ts";
import { requirePermission, workspaceOf } from "../../kernel/permissions.ts";
import { visibleCollections } from "../knowledge/index.ts";
import { listSourcesQuery, type WebSource } from "./contract.ts";
import { presentSource, type SourceRow, sourceColumns } from "./internal/source-rows.ts";

/** Websites of the collections that the caller sees, newest first. */
export async function listSources(
  ctx: Ctx,
  input: z.input<typeof listSourcesQuery>,
): Promise<{ items: WebSource[]; nextCursor: string | null }> {
  requirePermission(ctx, "knowledge.read");
  const { cursor, limit, collectionId } = listSourcesQuery.parse(input);
  const after = cursor === undefined ? undefined : decodeCursor(cursor, timeAndIdPlace);
  return inTransaction(ctx, async (tx, ctx) => {
    const { rows } = await sql<SourceRow>`
      select ${sourceColumns} from websites.source s
      where s.workspace_id = ${workspaceOf(ctx)} and s.collection_id = any(${await visibleCollections(ctx)}::uuid[])
        ${collectionId === undefined ? sql`` : sql`and s.collection_id = ${collectionId}`}
        ${after === undefined ? sql`` : sql`and (s.created_at, s.id) < (${new Date(after[0])}, ${after[1]})`}
      order by s.created_at desc, s.id desc limit ${rowsToFetch(limit)}`.execute(tx);
    return pageOf(rows, limit, (row) => [row.created_at.toISOString(), row.id], presentSource);
  });
}
