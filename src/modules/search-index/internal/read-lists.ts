import { sql } from "kysely";
import type { Ctx } from "../../../kernel/ctx.ts";
import type { Tx } from "../../../kernel/db/types.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";
import { listIn, mayHold, type TermList, type TermPostings } from "../../inverted-index/index.ts";
import { type StoredLayout, segmentCachesOf } from "./caches.ts";
import type { StoredList } from "./list-cache.ts";

interface Lookup {
  /** Place in the list of segments. */
  readonly segment: number;
  readonly segmentId: string;
  readonly term: string;
}

/** Lists of the terms in all of the segments; those read before come from memory. Terms without any are left out. */
export async function readLists(
  ctx: Ctx,
  tx: Tx,
  segments: readonly StoredLayout[],
  terms: readonly string[],
): Promise<ReadonlyMap<string, readonly TermPostings[]>> {
  const cache = segmentCachesOf(ctx.kernel).lists;
  const found = new Map<string, TermPostings[]>();
  const keep = ({ segment, term }: Lookup, list: StoredList) => {
    const lists = found.get(term);
    if (lists === undefined) found.set(term, [{ segment, ...list }]);
    else lists.push({ segment, ...list });
  };
  const unknown: Lookup[] = [];
  segments.forEach(({ layout, termFilter }, segment) => {
    cache.touch(layout.id);
    for (const term of terms) {
      if (!mayHold(termFilter, term)) continue;
      const known = cache.get(layout.id, term);
      const lookup = { segment, segmentId: layout.id, term };
      if (known === undefined) unknown.push(lookup);
      else if (known !== null) keep(lookup, known);
    }
  });
  await fetchLists(ctx, tx, unknown, (lookup, list) => {
    cache.put(lookup.segmentId, lookup.term, list);
    if (list !== null) keep(lookup, list);
  });
  return found;
}

async function fetchLists(
  ctx: Ctx,
  tx: Tx,
  lookups: readonly Lookup[],
  each: (lookup: Lookup, list: StoredList | null) => void,
): Promise<void> {
  if (lookups.length === 0) return;
  const { rows } = await sql<{ place: number; terms: Buffer; lists: Buffer }>`
    select x.place::integer, b.terms, b.lists
    from unnest(${lookups.map(({ segmentId }) => segmentId)}::uuid[], ${lookups.map(({ term }) => term)}::text[])
      with ordinality as x (segment_id, term, place)
    cross join lateral (
      select terms, lists from search_index.block
      where workspace_id = ${workspaceOf(ctx)} and segment_id = x.segment_id and first_term <= x.term collate "C"
      order by first_term desc limit 1) b`.execute(tx);
  const blocks = new Map(rows.map((row) => [row.place, row]));
  lookups.forEach((lookup, at) => {
    const block = blocks.get(at + 1);
    const list = block === undefined ? null : listIn(block, lookup.term);
    each(lookup, list === null ? null : copyOf(list));
  });
}

/** Else the whole block would stay in memory for one of its lists. */
function copyOf({ documentFrequency, data }: TermList): StoredList {
  return { documentFrequency, data: Uint8Array.from(data) };
}
