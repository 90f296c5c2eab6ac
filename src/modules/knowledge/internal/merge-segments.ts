import { setImmediate as letOthersRun } from "node:timers/promises";
import { sql } from "kysely";
import type { Ctx } from "../../../kernel/ctx.ts";
import { inTransaction } from "../../../kernel/db/database.ts";
import type { Tx } from "../../../kernel/db/types.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";
import type { BuiltPosting } from "../../retrieval/index.ts";
import { mergeLayouts, planMerge } from "../../retrieval/index.ts";
import { mergedPostings } from "./merge-postings.ts";
import { deleteSegments, insertPostings, insertSegment } from "./write-segment.ts";

/** Merges of one call; what is left is taken up by the next. */
const MOST_MERGES = 20;
const BATCH = 4_000;
const BATCH_BYTES = 4 * 1024 * 1024;

/**
 * Merges small segments into larger ones and drops what versions left that are gone. Each merge is one transaction:
 * searches see the old segments or the new one. Two at once do not disturb each other: the second finds the workspace
 * taken and leaves. Called again it does what is left, or nothing.
 * @returns how many merges were done
 */
export async function mergeSegments(ctx: Ctx): Promise<number> {
  for (let merges = 0; merges < MOST_MERGES; merges += 1) {
    ctx.signal.throwIfAborted();
    if (!(await inTransaction(ctx, (tx, ctx) => mergeOnce(ctx, tx)))) return merges;
  }
  return MOST_MERGES;
}

async function mergeOnce(ctx: Ctx, tx: Tx): Promise<boolean> {
  if (!(await takeWorkspace(ctx, tx))) return false;
  const ids = planMerge(await segmentsToPlan(ctx, tx));
  if (ids.length === 0) return false;
  const sources = await lockSegments(ctx, tx, ids);
  if (sources.length === 0) return false;
  const isGone = await goneVersions(
    ctx,
    tx,
    sources.flatMap(({ versions }) => versions),
  );
  const merged = mergeLayouts(sources, isGone);
  if (merged.chunkCount > 0) {
    const id = ctx.kernel.newId();
    const level = Math.min(99, 1 + Math.max(...sources.map((source) => source.level)));
    await insertSegment(ctx, tx, { ...merged, id, level });
    await copyPostings(
      ctx,
      tx,
      id,
      sources.map(({ id }) => id),
      merged.ordinals,
    );
  }
  await deleteSegments(
    ctx,
    tx,
    sources.map(({ id }) => id),
  );
  return true;
}

/** Held until the transaction ends. */
async function takeWorkspace(ctx: Ctx, tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${`knowledge.merge:${workspaceOf(ctx)}`}, 0)) as taken`.execute(
    tx,
  );
  return rows[0]?.taken === true;
}

interface PlanRow {
  id: string;
  chunks: number;
  live: number;
  staged: boolean;
}

async function segmentsToPlan(ctx: Ctx, tx: Tx): Promise<PlanRow[]> {
  const { rows } = await sql<PlanRow>`
    select s.id, s.chunk_count as chunks,
      coalesce(sum(x.chunks) filter (where v.id is not null), 0)::integer as live,
      coalesce(bool_or(v.id is not null and d.version_id is distinct from v.id), false) as staged
    from knowledge.segment s
    cross join unnest(s.versions, s.version_chunks) as x (version_id, chunks)
    left join knowledge.version v on v.workspace_id = s.workspace_id and v.id = x.version_id
    left join knowledge.document d on d.workspace_id = v.workspace_id and d.id = v.document_id
    where s.workspace_id = ${workspaceOf(ctx)}
    group by s.workspace_id, s.id order by s.id`.execute(tx);
  return rows;
}

interface SegmentRow {
  id: string;
  level: number;
  versions: string[];
  version_chunks: number[];
  version_first: number[];
  lengths: Buffer;
}

async function lockSegments(ctx: Ctx, tx: Tx, ids: readonly string[]): Promise<SegmentRow[]> {
  const { rows } = await sql<SegmentRow>`
    select id, level, versions, version_chunks, version_first, lengths from knowledge.segment
    where workspace_id = ${workspaceOf(ctx)} and id = any(${[...ids]}::uuid[]) order by id for update`.execute(
    tx,
  );
  return rows;
}

async function goneVersions(
  ctx: Ctx,
  tx: Tx,
  versions: readonly string[],
): Promise<(version: string) => boolean> {
  const { rows } = await sql<{ id: string }>`
    select id from knowledge.version
    where workspace_id = ${workspaceOf(ctx)} and id = any(${[...versions]}::uuid[])`.execute(tx);
  const there = new Set(rows.map(({ id }) => id));
  return (version) => !there.has(version);
}

/** @param ordinals by source: the new ordinal of each old one, -1 where it is gone */
async function copyPostings(
  ctx: Ctx,
  tx: Tx,
  into: string,
  from: readonly string[],
  ordinals: readonly Int32Array[],
): Promise<void> {
  let batch: BuiltPosting[] = [];
  let bytes = 0;
  const write = async () => {
    if (batch.length > 0) await insertPostings(ctx, tx, into, batch);
    batch = [];
    bytes = 0;
    await letOthersRun();
    ctx.signal.throwIfAborted();
  };
  for await (const posting of mergedPostings(ctx, tx, from, ordinals)) {
    batch.push(posting);
    bytes += posting.data.length;
    if (batch.length === BATCH || bytes > BATCH_BYTES) await write();
  }
  await write();
}
