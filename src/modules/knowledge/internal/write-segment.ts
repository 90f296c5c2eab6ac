import { setImmediate as letOthersRun } from "node:timers/promises";
import { sql } from "kysely";
import type { Ctx } from "../../../kernel/ctx.ts";
import { inTransaction } from "../../../kernel/db/database.ts";
import type { Tx } from "../../../kernel/db/types.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";
import { type BuiltPosting, type BuiltSegment, SegmentBuilder, stemmingOf } from "../../retrieval/index.ts";
import type { Chunk } from "../ports.ts";

/** A longer version has several segments: none takes much memory to build or long to write. */
const MOST_CHUNKS = 1_000;
/** Cutting into terms lets the process answer others after so long, ms. */
const SLICE_MS = 8;
/** Postings written by one statement. */
const BATCH = 4_000;

export interface IndexedVersion {
  readonly id: string;
  /** Name of its document. */
  readonly document: string;
  /** ISO 639-1, or "und". */
  readonly language: string | null;
  readonly chunks: readonly Pick<Chunk, "number" | "text" | "lead" | "headings" | "header">[];
}

/**
 * Writes the segments of a version, each in a transaction of its own unless the context has one. Searches pass over
 * them until the version is its document's current one, so call it before that. The same version again replaces what
 * was written of it. Does not hold the event loop.
 * @throws the signal's reason
 */
export async function indexVersion(ctx: Ctx, version: IndexedVersion): Promise<void> {
  await inTransaction(ctx, async (tx, ctx) => {
    const { rows } = await sql<{ id: string }>`
      select id from knowledge.segment
      where workspace_id = ${workspaceOf(ctx)} and versions = array[${version.id}]::uuid[] for update`.execute(
      tx,
    );
    if (rows.length > 0)
      await deleteSegments(
        ctx,
        tx,
        rows.map(({ id }) => id),
      );
  });
  const language = stemmingOf(version.language);
  let builder = new SegmentBuilder();
  let sliceEnds = performance.now() + SLICE_MS;
  for (const chunk of version.chunks) {
    if (builder.chunkCount === 0) builder.addVersion(version.id, chunk.number);
    builder.addChunk(chunk, language, version.document);
    if (builder.chunkCount === MOST_CHUNKS) {
      await writeSegment(ctx, builder.finish());
      builder = new SegmentBuilder();
    }
    if (performance.now() < sliceEnds) continue;
    await letOthersRun();
    ctx.signal.throwIfAborted();
    sliceEnds = performance.now() + SLICE_MS;
  }
  if (builder.chunkCount > 0) await writeSegment(ctx, builder.finish());
}

async function writeSegment(ctx: Ctx, built: BuiltSegment): Promise<void> {
  const id = ctx.kernel.newId();
  await inTransaction(ctx, async (tx, ctx) => {
    await insertSegment(ctx, tx, { id, level: 0, ...built });
    for (let from = 0; from < built.postings.length; from += BATCH) {
      await insertPostings(ctx, tx, id, built.postings.slice(from, from + BATCH));
    }
  });
}

export async function insertSegment(
  ctx: Ctx,
  tx: Tx,
  segment: Omit<BuiltSegment, "postings"> & { readonly id: string; readonly level: number },
): Promise<void> {
  await sql`
    insert into knowledge.segment (workspace_id, id, level, chunk_count, versions, version_chunks, version_first, lengths,
      total_length, created_at)
    values (${workspaceOf(ctx)}, ${segment.id}, ${segment.level}, ${segment.chunkCount}, ${[...segment.versions]}::uuid[],
      ${[...segment.versionChunks]}::integer[], ${[...segment.versionFirst]}::integer[], ${segment.lengths},
      ${segment.totalLength}, ${ctx.kernel.clock.now()})`.execute(tx);
}

/** With their postings, which nothing else deletes. */
export async function deleteSegments(ctx: Ctx, tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`
    with gone as (
      delete from knowledge.posting
      where workspace_id = ${workspaceOf(ctx)} and segment_id = any(${[...ids]}::uuid[]))
    delete from knowledge.segment
    where workspace_id = ${workspaceOf(ctx)} and id = any(${[...ids]}::uuid[])`.execute(tx);
}

export async function insertPostings(
  ctx: Ctx,
  tx: Tx,
  segmentId: string,
  postings: readonly BuiltPosting[],
): Promise<void> {
  await sql`
    insert into knowledge.posting (workspace_id, term, segment_id, document_frequency, data)
    select ${workspaceOf(ctx)}, x.term, ${segmentId}, x.frequency, x.data
    from unnest(${postings.map(({ term }) => term)}::text[],
      ${postings.map(({ documentFrequency }) => documentFrequency)}::integer[],
      ${postings.map(({ data }) => data)}::bytea[]) as x (term, frequency, data)`.execute(tx);
}
