import { sql } from "kysely";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import type { Tx } from "../../kernel/db/types.ts";
import { workspaceOf } from "../../kernel/permissions.ts";
import { mergeLayouts, mergeLists, planMerge } from "../inverted-index/index.ts";
import { deleteSegments } from "./internal/delete-segments.ts";
import { insertSegment } from "./internal/insert-segment.ts";
import { StoredLists } from "./internal/stored-lists.ts";

/** Merges of one call; what is left is taken up by the next. */
const MOST_MERGES = 20;

/** Those of the versions asked for that are not simply current. */
export interface VersionStates {
  /** Not current yet. */
  readonly staged: ReadonlySet<string>;
  /** No longer there: they never come back. */
  readonly gone: ReadonlySet<string>;
}

type StatesOf = (ctx: Ctx, versionIds: readonly string[]) => Promise<VersionStates>;

/**
 * Merges small segments into larger ones and drops what versions left that are gone. Each merge is one transaction:
 * searches see the old segments or the new one. Two at once do not disturb each other: the second finds the workspace
 * taken and leaves. Called again it does what is left, or nothing.
 * @param statesOf asked in the merge's transaction
 * @returns how many merges were done
 */
export async function mergeSegments(ctx: Ctx, statesOf: StatesOf): Promise<number> {
  for (let merges = 0; merges < MOST_MERGES; merges += 1) {
    ctx.signal.throwIfAborted();
    if (!(await inTransaction(ctx, (tx, ctx) => mergeOnce(ctx, tx, statesOf)))) return merges;
  }
  return MOST_MERGES;
}

async function mergeOnce(ctx: Ctx, tx: Tx, statesOf: StatesOf): Promise<boolean> {
  if (!(await takeWorkspace(ctx, tx))) return false;
  const ids = planMerge(await segmentsToPlan(ctx, tx, statesOf));
  if (ids.length === 0) return false;
  const sources = await lockSegments(ctx, tx, ids);
  if (sources.length === 0) return false;
  const { gone } = await statesOf(
    ctx,
    sources.flatMap(({ versions }) => versions),
  );
  const merged = mergeLayouts(sources, (version) => gone.has(version));
  if (merged.chunkCount > 0) {
    const level = Math.min(99, 1 + Math.max(...sources.map((source) => source.level)));
    const stored: StoredLists[] = [];
    for (const { id } of sources) stored.push(await StoredLists.open(ctx, tx, id));
    await insertSegment(ctx, tx, { ...merged, level }, mergeLists(stored, merged.ordinals));
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
    select pg_try_advisory_xact_lock(hashtextextended(${`search-index.merge:${workspaceOf(ctx)}`}, 0)) as taken`.execute(
    tx,
  );
  return rows[0]?.taken === true;
}

async function segmentsToPlan(
  ctx: Ctx,
  tx: Tx,
  statesOf: StatesOf,
): Promise<Parameters<typeof planMerge>[0]> {
  const { rows } = await sql<{ id: string; chunks: number; versions: string[]; version_chunks: number[] }>`
    select id, chunk_count as chunks, versions, version_chunks from search_index.segment
    where workspace_id = ${workspaceOf(ctx)} order by id`.execute(tx);
  const { staged, gone } = await statesOf(
    ctx,
    rows.flatMap(({ versions }) => versions),
  );
  return rows.map(({ id, chunks, versions, version_chunks }) => ({
    id,
    chunks,
    live: versions.reduce((sum, id, at) => sum + (gone.has(id) ? 0 : (version_chunks[at] ?? 0)), 0),
    staged: versions.some((id) => staged.has(id)),
  }));
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
    select id, level, versions, version_chunks, version_first, lengths from search_index.segment
    where workspace_id = ${workspaceOf(ctx)} and id = any(${[...ids]}::uuid[]) order by id for update`.execute(
    tx,
  );
  return rows;
}
