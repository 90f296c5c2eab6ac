import { sql } from "kysely";
import type { z } from "zod";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { requirePermission, workspaceOf } from "../../kernel/permissions.ts";
import type { documentChunkSchema, readDocumentQuery, readDocumentSchema } from "./contract.ts";
import { loadDocument } from "./internal/documents.ts";
import { presentOneDocument } from "./present.ts";

interface ChunkRow {
  number: number;
  text: string;
  headings: string[];
  header: string | null;
  page_from: number | null;
  locator: string | null;
}

/**
 * Text of the version that searches see, chunk by chunk. A citation names the version it was taken from; when that
 * one was replaced, the text is the present one's.
 */
export async function readDocument(
  ctx: Ctx,
  documentId: string,
  query: z.output<typeof readDocumentQuery>,
): Promise<z.infer<typeof readDocumentSchema>> {
  requirePermission(ctx, "knowledge.read");
  return inTransaction(ctx, async (tx, ctx) => {
    const row = await loadDocument(ctx, tx, documentId, "read");
    const document = await presentOneDocument(ctx, row);
    if (row.version_id === null) return { document, chunks: [], total: 0 };
    const from =
      query.around === undefined ? query.from : Math.max(0, query.around - Math.floor(query.limit / 2));
    const { rows } = await sql<ChunkRow>`
      select number, text, headings, header, page_from, locator from knowledge.chunk
      where workspace_id = ${workspaceOf(ctx)} and version_id = ${row.version_id} and number >= ${from}
      order by number limit ${query.limit}`.execute(tx);
    return { document, chunks: rows.map(presentChunk), total: row.chunks };
  });
}

function presentChunk(row: ChunkRow): z.infer<typeof documentChunkSchema> {
  return {
    number: row.number,
    text: row.text,
    headings: row.headings,
    header: row.header,
    page: row.page_from,
    locator: row.locator,
  };
}
