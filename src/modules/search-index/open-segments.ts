import { sql } from "kysely";
import type { Ctx } from "../../kernel/ctx.ts";
import type { Tx } from "../../kernel/db/types.ts";
import { workspaceOf } from "../../kernel/permissions.ts";
import { allowedOf, listIn, type SegmentView, type TermPostings, termsOf } from "../inverted-index/index.ts";
import type { IndexReader } from "../retrieval/index.ts";
import { segmentCachesOf } from "./internal/caches.ts";
import { fetchLayouts } from "./internal/layouts.ts";
import type { StoredPostings } from "./internal/posting-cache.ts";

const MOST_TERMS_LIKE = 3_000;
/** Of one segment and prefix. */
const MOST_BLOCKS_LIKE = 200;
const LAST_CHARACTER = "\u{10ffff}";

/** What the asker may find. */
export interface Searched {
  /** Sets of versions; what is in none of them is not found. */
  readonly versions: readonly ReadonlySet<string>[];
  /** Names these very sets: other sets have another. */
  readonly fingerprint: string;
}

/** The stored index in the state that the transaction sees, but for the text of its chunks. */
export async function openSegments(
  ctx: Ctx,
  tx: Tx,
  { versions, fingerprint }: Searched,
): Promise<Omit<IndexReader, "chunks">> {
  const { allowed: known } = segmentCachesOf(ctx.kernel);
  const segments = (await fetchLayouts(ctx, tx)).map((layout): SegmentView => {
    const key = `${layout.id} ${fingerprint}`;
    let allowed = known.get(key);
    if (allowed === undefined) {
      const isSearched = (version: number) =>
        versions.some((some) => some.has(layout.versions[version] ?? ""));
      allowed = { chunks: allowedOf(layout, isSearched) };
      known.set(key, allowed, (allowed.chunks?.length ?? 0) + key.length + 100);
    }
    return { layout, allowed: allowed.chunks };
  });
  return {
    segments,
    postings: (terms) => readPostings(ctx, tx, segments, terms),
    termsLike: (prefixes, shortest, longest) => readTermsLike(ctx, tx, segments, prefixes, shortest, longest),
  };
}

async function readPostings(
  ctx: Ctx,
  tx: Tx,
  segments: readonly SegmentView[],
  terms: readonly string[],
): Promise<ReadonlyMap<string, readonly TermPostings[]>> {
  const cache = segmentCachesOf(ctx.kernel).postings;
  for (const { layout } of segments) cache.touch(layout.id);
  const unknown = terms.filter((term) =>
    segments.some(({ layout }) => cache.get(layout.id, term) === undefined),
  );
  const fresh = await fetchPostings(ctx, tx, segments, unknown);
  const found = new Map<string, TermPostings[]>();
  for (const term of terms) {
    const lists: TermPostings[] = [];
    segments.forEach(({ layout }, segment) => {
      // What was just fetched may be gone from a small cache already.
      const list = fresh.get(`${layout.id} ${term}`) ?? cache.get(layout.id, term);
      if (list !== null && list !== undefined) lists.push({ segment, ...list });
    });
    if (lists.length > 0) found.set(term, lists);
  }
  return found;
}

async function fetchPostings(
  ctx: Ctx,
  tx: Tx,
  segments: readonly SegmentView[],
  terms: readonly string[],
): Promise<ReadonlyMap<string, StoredPostings>> {
  const cache = segmentCachesOf(ctx.kernel).postings;
  const asked = segments.flatMap(({ layout }) =>
    terms.flatMap((term) =>
      cache.get(layout.id, term) === undefined ? [{ segmentId: layout.id, term }] : [],
    ),
  );
  const fresh = new Map<string, StoredPostings>();
  if (asked.length === 0) return fresh;
  const { rows } = await sql<{ place: number; terms: Buffer; lists: Buffer }>`
    select x.place::integer, b.terms, b.lists
    from unnest(${asked.map(({ segmentId }) => segmentId)}::uuid[], ${asked.map(({ term }) => term)}::text[])
      with ordinality as x (segment_id, term, place)
    cross join lateral (
      select terms, lists from search_index.block
      where workspace_id = ${workspaceOf(ctx)} and segment_id = x.segment_id and first_term <= x.term collate "C"
      order by first_term desc limit 1) b`.execute(tx);
  for (const { place, terms, lists } of rows) {
    const of = asked[place - 1];
    const list = of === undefined ? null : listIn({ terms, lists }, of.term);
    // The block is not kept in memory for one of its lists.
    if (of !== undefined && list !== null) {
      const { documentFrequency, data } = list;
      fresh.set(`${of.segmentId} ${of.term}`, { documentFrequency, data: Uint8Array.from(data) });
    }
  }
  for (const { segmentId, term } of asked) {
    cache.put(segmentId, term, fresh.get(`${segmentId} ${term}`) ?? null);
  }
  return fresh;
}

async function readTermsLike(
  ctx: Ctx,
  tx: Tx,
  segments: readonly SegmentView[],
  prefixes: readonly string[],
  shortest: number,
  longest: number,
): Promise<string[]> {
  // The block before the first one may end with terms of the prefix.
  const { rows } = await sql<{ terms: Buffer }>`
    select b.terms
    from unnest(${segments.map(({ layout }) => layout.id)}::uuid[]) as s (id)
    cross join unnest(${[...prefixes]}::text[]) as p (prefix)
    cross join lateral (
      (select terms from search_index.block
       where workspace_id = ${workspaceOf(ctx)} and segment_id = s.id and first_term <= p.prefix collate "C"
       order by first_term desc limit 1)
      union all
      (select terms from search_index.block
       where workspace_id = ${workspaceOf(ctx)} and segment_id = s.id and first_term > p.prefix collate "C"
         and first_term < (p.prefix || ${LAST_CHARACTER}) collate "C"
       order by first_term limit ${MOST_BLOCKS_LIKE})) b`.execute(tx);
  const found = new Set<string>();
  for (const { terms } of rows) {
    for (const term of termsOf(terms)) {
      const { length } = term;
      if (length < shortest || length > longest) continue;
      if (prefixes.some((prefix) => term.startsWith(prefix))) found.add(term);
    }
    if (found.size >= MOST_TERMS_LIKE) break;
  }
  return [...found];
}
