import { sql } from "kysely";
import type { z } from "zod";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { decodeCursor, pageOf, rowsToFetch, timeAndIdPlace } from "../../kernel/http/page.ts";
import { requirePermission, workspaceOf } from "../../kernel/permissions.ts";
import type { Document, listDocumentsQuery } from "./contract.ts";
import { type DocumentRow, documentColumns, documentsInCollections } from "./internal/documents.ts";
import { visible } from "./internal/readable.ts";
import { presentDocuments } from "./present.ts";

/** Newest first; of collections that whoever acts sees. `search` looks in names and addresses. */
export async function listDocuments(
  ctx: Ctx,
  query: z.output<typeof listDocumentsQuery>,
): Promise<{ items: Document[]; nextCursor: string | null }> {
  requirePermission(ctx, "knowledge.read");
  const after = query.cursor ? decodeCursor(query.cursor, timeAndIdPlace) : null;
  const wanted = query.search?.trim() ?? "";
  const pattern = wanted === "" ? null : `%${wanted.replace(/[\\%_]/g, "\\$&")}%`;
  return inTransaction(ctx, async (tx, ctx) => {
    const { rows } = await sql<DocumentRow>`
      select ${documentColumns} from ${documentsInCollections}
      where d.workspace_id = ${workspaceOf(ctx)} and ${await visible(ctx)}
        ${query.collectionId === undefined ? sql`` : sql`and d.collection_id = ${query.collectionId}`}
        ${query.state === undefined ? sql`` : sql`and d.state = ${query.state}`}
        ${pattern === null ? sql`` : sql`and (d.name ilike ${pattern} or d.url ilike ${pattern})`}
        ${after === null ? sql`` : sql`and (d.created_at, d.id) < (${new Date(after[0])}, ${after[1]}::uuid)`}
      order by d.created_at desc, d.id desc limit ${rowsToFetch(query.limit)}`.execute(tx);
    const page = pageOf(
      rows,
      query.limit,
      (row) => [row.created_at.toISOString(), row.id],
      (row) => row,
    );
    return { items: await presentDocuments(ctx, page.items), nextCursor: page.nextCursor };
  });
}
