import { sql } from "kysely";
import type { Ctx } from "../../../kernel/ctx.ts";
import type { Tx } from "../../../kernel/db/types.ts";
import { notFound } from "../../../kernel/errors.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";
import { visibleCollections } from "../../knowledge/index.ts";
import type { WebSource } from "../contract.ts";

export interface SourceRow {
  id: string;
  collection_id: string;
  mode: WebSource["mode"];
  url: string;
  max_depth: number;
  max_pages: number;
  every_hours: number | null;
  state: WebSource["state"];
  failure: { code: string; message: string } | null;
  pages_done: number;
  pages_found: number;
  last_crawl_at: Date | null;
  next_crawl_at: Date | null;
  run_id: string;
  seeded: boolean;
  created_at: Date;
}

export const sourceColumns = sql`s.id, s.collection_id, s.mode, s.url, s.max_depth, s.max_pages, s.every_hours, s.state, s.failure,
  s.pages_done, s.pages_found, s.last_crawl_at, s.next_crawl_at, s.run_id, s.seeded, s.created_at`;

/** @throws AppError not_found when it is not there or not shown to whoever acts */
export async function loadSource(ctx: Ctx, tx: Tx, sourceId: string): Promise<SourceRow> {
  const { rows } = await sql<SourceRow>`
    select ${sourceColumns} from websites.source s
    where s.workspace_id = ${workspaceOf(ctx)} and s.id = ${sourceId}
      and s.collection_id = any(${await visibleCollections({ ...ctx, tx })}::uuid[])`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw notFound("website");
  return row;
}

export function presentSource(row: SourceRow): WebSource {
  return {
    id: row.id,
    collectionId: row.collection_id,
    mode: row.mode,
    url: row.url,
    maxDepth: row.max_depth,
    maxPages: row.max_pages,
    everyHours: row.every_hours,
    state: row.state,
    failure: row.failure === null ? null : { code: row.failure.code, message: row.failure.message },
    pagesDone: row.pages_done,
    pagesFound: row.pages_found,
    lastCrawlAt: row.last_crawl_at?.toISOString() ?? null,
    nextCrawlAt: row.next_crawl_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
  };
}
