import { sql } from "kysely";
import type { Ctx } from "../../kernel/ctx.ts";
import type { Tx } from "../../kernel/db/types.ts";
import { workspaceOf } from "../../kernel/permissions.ts";
import { allowedOf, type IndexReader, type SegmentView, type TermPostings } from "../retrieval/index.ts";
import { segmentCachesOf } from "./internal/caches.ts";
import { fetchLayouts } from "./internal/layouts.ts";
import type { StoredPostings } from "./internal/posting-cache.ts";

const MOST_TERMS_LIKE = 3_000;
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
    termsLike: (prefixes, shortest, longest) => readTermsLike(ctx, tx, prefixes, shortest, longest),
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
  const fresh = new Map<string, StoredPostings>();
  if (terms.length === 0) return fresh;
  const { rows } = await sql<{
    term: string;
    segment_id: string;
    document_frequency: number;
    data: Buffer;
  }>`
    select p.term, p.segment_id, p.document_frequency, p.data
    from unnest(${[...terms]}::text[]) as x (term)
    cross join lateral (
      select * from search_index.posting p
      where p.workspace_id = ${workspaceOf(ctx)} and p.term = x.term
      -- Looked up one by one: for many at once the planner skips through the index of segments, at fifty times the work.
      offset 0) p`.execute(tx);
  for (const { term, segment_id, document_frequency: documentFrequency, data } of rows) {
    fresh.set(`${segment_id} ${term}`, { documentFrequency, data });
  }
  const cache = segmentCachesOf(ctx.kernel).postings;
  for (const { layout } of segments) {
    for (const term of terms) cache.put(layout.id, term, fresh.get(`${layout.id} ${term}`) ?? null);
  }
  return fresh;
}

async function readTermsLike(
  ctx: Ctx,
  tx: Tx,
  prefixes: readonly string[],
  shortest: number,
  longest: number,
): Promise<string[]> {
  const ranges = sql.join(
    prefixes.map((prefix) => sql`(term >= ${prefix} and term < ${prefix + LAST_CHARACTER})`),
    sql` or `,
  );
  const { rows } = await sql<{ term: string }>`
    select distinct term from search_index.posting
    where workspace_id = ${workspaceOf(ctx)} and (${ranges})
      and char_length(term) between ${shortest} and ${longest} limit ${MOST_TERMS_LIKE}`.execute(tx);
  return rows.map(({ term }) => term);
}
