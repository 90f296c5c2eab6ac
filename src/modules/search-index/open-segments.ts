import { sql } from "kysely";
import type { Ctx } from "../../kernel/ctx.ts";
import type { Tx } from "../../kernel/db/types.ts";
import { workspaceOf } from "../../kernel/permissions.ts";
import { allowedOf, type SegmentView, termsOf } from "../inverted-index/index.ts";
import type { IndexReader } from "../retrieval/index.ts";
import { segmentCachesOf } from "./internal/caches.ts";
import { fetchLayouts } from "./internal/layouts.ts";
import { readLists } from "./internal/read-lists.ts";

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
  const stored = await fetchLayouts(ctx, tx);
  const segments = stored.map(({ layout }): SegmentView => {
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
    postings: (terms) => readLists(ctx, tx, stored, terms),
    termsLike: (prefixes, shortest, longest) => readTermsLike(ctx, tx, segments, prefixes, shortest, longest),
  };
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
