import { setImmediate as letOthersRun } from "node:timers/promises";
import { sql } from "kysely";
import type { Ctx } from "../../../kernel/ctx.ts";
import type { Tx } from "../../../kernel/db/types.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";
import {
  BlockWriter,
  BloomFilterBuilder,
  type BuiltSegment,
  type TermBlock,
  type TermList,
} from "../../inverted-index/index.ts";

/** Written by one statement; a list has up to some hundred kilobytes. */
const BATCH_BLOCKS = 500;
const BATCH_BYTES = 4 * 1024 * 1024;

/** @param lists in the order of their terms; they may be made as they are asked for */
export async function insertSegment(
  ctx: Ctx,
  tx: Tx,
  segment: Omit<BuiltSegment, "postings"> & { readonly level: number },
  lists: Iterable<TermList> | AsyncIterable<TermList>,
): Promise<void> {
  const id = ctx.kernel.newId();
  const filter = new BloomFilterBuilder();
  for await (const batch of batchesOf(lists, filter)) {
    await insertBlocks(ctx, tx, id, batch);
    await letOthersRun();
    ctx.signal.throwIfAborted();
  }
  await sql`
    insert into search_index.segment (workspace_id, id, level, chunk_count, versions, version_chunks, version_first, lengths,
      total_length, term_filter, created_at)
    values (${workspaceOf(ctx)}, ${id}, ${segment.level}, ${segment.chunkCount}, ${[...segment.versions]}::uuid[],
      ${[...segment.versionChunks]}::integer[], ${[...segment.versionFirst]}::integer[], ${segment.lengths},
      ${segment.totalLength}, ${filter.finish()}, ${ctx.kernel.clock.now()})`.execute(tx);
}

async function* batchesOf(
  lists: Iterable<TermList> | AsyncIterable<TermList>,
  filter: BloomFilterBuilder,
): AsyncGenerator<readonly TermBlock[], void, void> {
  const writer = new BlockWriter();
  let batch: TermBlock[] = [];
  let bytes = 0;
  for await (const list of lists) {
    filter.add(list.term);
    const block = writer.add(list);
    if (block === null) continue;
    batch.push(block);
    bytes += block.lists.length;
    if (batch.length < BATCH_BLOCKS && bytes < BATCH_BYTES) continue;
    yield batch;
    batch = [];
    bytes = 0;
  }
  const last = writer.finish();
  if (last !== null) yield [...batch, last];
}

async function insertBlocks(
  ctx: Ctx,
  tx: Tx,
  segmentId: string,
  blocks: readonly TermBlock[],
): Promise<void> {
  await sql`
    insert into search_index.block (workspace_id, segment_id, first_term, terms, lists)
    select ${workspaceOf(ctx)}, ${segmentId}, x.first_term, x.terms, x.lists
    from unnest(${blocks.map(({ firstTerm }) => firstTerm)}::text[], ${blocks.map(({ terms }) => terms)}::bytea[],
      ${blocks.map(({ lists }) => lists)}::bytea[]) as x (first_term, terms, lists)`.execute(tx);
}
