import { sql } from "kysely";
import type { Ctx } from "../../../kernel/ctx.ts";
import type { Tx } from "../../../kernel/db/types.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";
import type { BuiltPosting, BuiltSegment } from "../../retrieval/index.ts";

export async function insertSegment(
  ctx: Ctx,
  tx: Tx,
  segment: Omit<BuiltSegment, "postings"> & { readonly id: string; readonly level: number },
): Promise<void> {
  await sql`
    insert into search_index.segment (workspace_id, id, level, chunk_count, versions, version_chunks, version_first, lengths,
      total_length, created_at)
    values (${workspaceOf(ctx)}, ${segment.id}, ${segment.level}, ${segment.chunkCount}, ${[...segment.versions]}::uuid[],
      ${[...segment.versionChunks]}::integer[], ${[...segment.versionFirst]}::integer[], ${segment.lengths},
      ${segment.totalLength}, ${ctx.kernel.clock.now()})`.execute(tx);
}

export async function insertPostings(
  ctx: Ctx,
  tx: Tx,
  segmentId: string,
  postings: readonly BuiltPosting[],
): Promise<void> {
  await sql`
    insert into search_index.posting (workspace_id, term, segment_id, document_frequency, data)
    select ${workspaceOf(ctx)}, x.term, ${segmentId}, x.frequency, x.data
    from unnest(${postings.map(({ term }) => term)}::text[],
      ${postings.map(({ documentFrequency }) => documentFrequency)}::integer[],
      ${postings.map(({ data }) => data)}::bytea[]) as x (term, frequency, data)`.execute(tx);
}
