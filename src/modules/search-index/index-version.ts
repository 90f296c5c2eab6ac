import { setImmediate as letOthersRun } from "node:timers/promises";
import { sql } from "kysely";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import type { Tx } from "../../kernel/db/types.ts";
import { workspaceOf } from "../../kernel/permissions.ts";
import { type BuiltSegment, SegmentBuilder } from "../inverted-index/index.ts";
import type { Chunk } from "../retrieval/contract.ts";
import { stemmingOf } from "../terms/index.ts";
import { deleteSegments } from "./internal/delete-segments.ts";
import { insertSegment } from "./internal/insert-segment.ts";

/** A longer version has several segments: none takes much memory to build or long to write. */
const MOST_CHUNKS = 1_000;
/** Cutting into terms lets the process answer others after so long, ms. */
const SLICE_MS = 8;

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
 * @param mayWrite begins each transaction, and ends it where the version is no longer the caller's to write
 * @throws what `mayWrite` throws; the signal's reason
 */
export async function indexVersion(
  ctx: Ctx,
  version: IndexedVersion,
  mayWrite: (ctx: Ctx, tx: Tx) => Promise<void> = async () => {},
): Promise<void> {
  await inTransaction(ctx, async (tx, ctx) => {
    await mayWrite(ctx, tx);
    const { rows } = await sql<{ id: string }>`
      select id from search_index.segment
      where workspace_id = ${workspaceOf(ctx)} and versions = array[${version.id}]::uuid[] for update`.execute(
      tx,
    );
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
      await writeSegment(ctx, builder.finish(), mayWrite);
      builder = new SegmentBuilder();
    }
    if (performance.now() < sliceEnds) continue;
    await letOthersRun();
    ctx.signal.throwIfAborted();
    sliceEnds = performance.now() + SLICE_MS;
  }
  if (builder.chunkCount > 0) await writeSegment(ctx, builder.finish(), mayWrite);
}

async function writeSegment(
  ctx: Ctx,
  built: BuiltSegment,
  mayWrite: (ctx: Ctx, tx: Tx) => Promise<void>,
): Promise<void> {
  await inTransaction(ctx, async (tx, ctx) => {
    await mayWrite(ctx, tx);
    await insertSegment(ctx, tx, { level: 0, ...built }, built.postings);
  });
}
