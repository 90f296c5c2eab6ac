import { sql } from "kysely";
import type { Ctx } from "../../../kernel/ctx.ts";
import type { Tx } from "../../../kernel/db/types.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";
import { layoutOf } from "../../inverted-index/index.ts";
import { type StoredLayout, segmentCachesOf } from "./caches.ts";

interface SegmentRow {
  id: string;
  chunk_count: number;
  versions: string[];
  version_chunks: number[];
  version_first: number[];
  lengths: Buffer;
  term_filter: Buffer;
}

/** Of all segments of the workspace, in the order of their ids; those read before come from memory. */
export async function fetchLayouts(ctx: Ctx, tx: Tx): Promise<StoredLayout[]> {
  const workspaceId = workspaceOf(ctx);
  const { rows: there } = await sql<{ id: string }>`
    select id from search_index.segment where workspace_id = ${workspaceId} order by id`.execute(tx);
  const { layouts } = segmentCachesOf(ctx.kernel);
  const known = new Map<string, StoredLayout>();
  for (const { id } of there) {
    const stored = layouts.get(id);
    if (stored !== undefined) known.set(id, stored);
  }
  const missing = there.flatMap(({ id }) => (known.has(id) ? [] : id));
  if (missing.length > 0) {
    const { rows } = await sql<SegmentRow>`
      select id, chunk_count, versions, version_chunks, version_first, lengths, term_filter
      from search_index.segment
      where workspace_id = ${workspaceId} and id = any(${missing}::uuid[])`.execute(tx);
    for (const row of rows) {
      const layout = layoutOf({
        id: row.id,
        chunkCount: row.chunk_count,
        versions: row.versions,
        versionChunks: row.version_chunks,
        versionFirst: row.version_first,
        lengths: row.lengths,
      });
      const stored = { layout, termFilter: row.term_filter };
      known.set(row.id, stored);
      layouts.set(
        row.id,
        stored,
        row.chunk_count * 4 + row.versions.length * 80 + row.term_filter.length + 200,
      );
    }
  }
  return there.flatMap(({ id }) => known.get(id) ?? []);
}
