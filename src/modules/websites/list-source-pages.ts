import { sql } from "kysely";
import { z } from "zod";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { decodeCursor, pageOf, rowsToFetch } from "../../kernel/http/page.ts";
import { requirePermission, workspaceOf } from "../../kernel/permissions.ts";
import { listSourcePagesQuery, type SourcePage } from "./contract.ts";
import { loadSource } from "./internal/source-rows.ts";

interface Row {
  url: string;
  depth: number;
  number: number;
  state: SourcePage["state"];
  failure: { message: string } | null;
  visited_at: Date | null;
}

const place = z.tuple([z.number().int(), z.number().int()]);

/** What became of each page that the crawls of a website met, in the order of their visit. */
export async function listSourcePages(
  ctx: Ctx,
  sourceId: string,
  input: z.input<typeof listSourcePagesQuery>,
): Promise<{ items: SourcePage[]; nextCursor: string | null }> {
  requirePermission(ctx, "knowledge.read");
  const { cursor, limit, state } = listSourcePagesQuery.parse(input);
  const after = cursor === undefined ? undefined : decodeCursor(cursor, place);
  return inTransaction(ctx, async (tx, ctx) => {
    await loadSource(ctx, tx, sourceId);
    const { rows } = await sql<Row>`
      select url, depth, number, state, failure, visited_at from websites.page
      where workspace_id = ${workspaceOf(ctx)} and source_id = ${sourceId}
        ${state === undefined ? sql`` : sql`and state = ${state}`}
        ${after === undefined ? sql`` : sql`and (depth, number) > (${after[0]}, ${after[1]})`}
      order by depth, number limit ${rowsToFetch(limit)}`.execute(tx);
    return pageOf(
      rows,
      limit,
      (row) => [row.depth, row.number],
      (row) => ({
        url: row.url,
        depth: row.depth,
        state: row.state,
        reason: row.failure?.message ?? null,
        visitedAt: row.visited_at?.toISOString() ?? null,
      }),
    );
  });
}
