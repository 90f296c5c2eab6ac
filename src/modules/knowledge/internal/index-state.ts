import { type RawBuilder, sql } from "kysely";
import type { Ctx } from "../../../kernel/ctx.ts";
import type { Tx } from "../../../kernel/db/types.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";
import { layoutOf, type SegmentLayout } from "../../retrieval/index.ts";
import { indexCachesOf } from "./index-caches.ts";
import { DEFAULT_THRESHOLDS, type Thresholds } from "./thresholds.ts";

export interface LiveCollection {
  readonly id: string;
  /** Of its live versions: their count and a hash that any change of them changes. */
  readonly fingerprint: string;
}

export interface IndexState {
  readonly collections: readonly LiveCollection[];
  readonly segmentIds: readonly string[];
  readonly thresholds: Thresholds;
}

/** @param access the condition under which the collection `c` is searched */
export async function readState(ctx: Ctx, tx: Tx, access: RawBuilder<boolean>): Promise<IndexState> {
  const workspaceId = workspaceOf(ctx);
  const { rows } = await sql<{
    collections: [string, string][] | null;
    segments: string[] | null;
    thresholds: Thresholds | null;
  }>`
    select
      (select json_agg(json_build_array(l.id, l.fingerprint) order by l.id) from (
        select c.id, count(*) || '.' || bit_xor(uuid_hash_extended(d.version_id, 7)) as fingerprint
        from knowledge.collection c
        join knowledge.document d on d.workspace_id = c.workspace_id and d.collection_id = c.id
          and d.version_id is not null
        where c.workspace_id = ${workspaceId} and ${access}
        group by c.id) l) as collections,
      (select array_agg(s.id order by s.id) from knowledge.segment s where s.workspace_id = ${workspaceId}) as segments,
      (select json_build_object('refuseBelow', t.refuse_below, 'caveatBelow', t.caveat_below)
        from knowledge.setting t where t.workspace_id = ${workspaceId}) as thresholds`.execute(tx);
  const [row] = rows;
  return {
    collections: (row?.collections ?? []).map(([id, fingerprint]) => ({ id, fingerprint })),
    segmentIds: row?.segments ?? [],
    thresholds: row?.thresholds ?? DEFAULT_THRESHOLDS,
  };
}

/** Live versions of each of the collections; those that nothing changed in come from memory. */
export async function fetchLive(
  ctx: Ctx,
  tx: Tx,
  collections: readonly LiveCollection[],
): Promise<ReadonlySet<string>[]> {
  const { live } = indexCachesOf(ctx.kernel);
  const keyOf = ({ id, fingerprint }: LiveCollection) => `${id} ${fingerprint}`;
  const known = new Map<string, ReadonlySet<string>>();
  const missing: LiveCollection[] = [];
  for (const collection of collections) {
    const versions = live.get(keyOf(collection));
    if (versions === undefined) missing.push(collection);
    else known.set(collection.id, versions);
  }
  if (missing.length > 0) {
    const { rows } = await sql<{ collection_id: string; versions: string[] }>`
      select collection_id, array_agg(version_id) as versions from knowledge.document
      where workspace_id = ${workspaceOf(ctx)} and collection_id = any(${missing.map(({ id }) => id)}::uuid[])
        and version_id is not null
      group by collection_id`.execute(tx);
    const fetched = new Map(rows.map((row) => [row.collection_id, new Set(row.versions)]));
    for (const collection of missing) {
      const versions = fetched.get(collection.id) ?? new Set<string>();
      known.set(collection.id, versions);
      live.set(keyOf(collection), versions, versions.size + 1);
    }
  }
  return collections.map(({ id }) => known.get(id) ?? new Set<string>());
}

interface SegmentRow {
  id: string;
  chunk_count: number;
  versions: string[];
  version_chunks: number[];
  version_first: number[];
  lengths: Buffer;
}

/** In the order of `ids`. */
export async function fetchLayouts(ctx: Ctx, tx: Tx, ids: readonly string[]): Promise<SegmentLayout[]> {
  const { layouts } = indexCachesOf(ctx.kernel);
  const known = new Map<string, SegmentLayout>();
  for (const id of ids) {
    const layout = layouts.get(id);
    if (layout !== undefined) known.set(id, layout);
  }
  const missing = ids.filter((id) => !known.has(id));
  if (missing.length > 0) {
    const { rows } = await sql<SegmentRow>`
      select id, chunk_count, versions, version_chunks, version_first, lengths from knowledge.segment
      where workspace_id = ${workspaceOf(ctx)} and id = any(${missing}::uuid[])`.execute(tx);
    for (const row of rows) {
      const layout = layoutOf({
        id: row.id,
        chunkCount: row.chunk_count,
        versions: row.versions,
        versionChunks: row.version_chunks,
        versionFirst: row.version_first,
        lengths: row.lengths,
      });
      known.set(row.id, layout);
      layouts.set(row.id, layout, row.chunk_count * 4 + row.versions.length * 80 + 200);
    }
  }
  return ids.flatMap((id) => known.get(id) ?? []);
}
