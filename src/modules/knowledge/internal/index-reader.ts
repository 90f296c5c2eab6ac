import { type RawBuilder, sql } from "kysely";
import type { Ctx } from "../../../kernel/ctx.ts";
import type { Tx } from "../../../kernel/db/types.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";
import {
  allowedOf,
  type ChunkRef,
  type FoundChunk,
  type IndexReader,
  type SegmentView,
  type TermPostings,
} from "../../retrieval/index.ts";
import { indexCachesOf } from "./index-caches.ts";
import { fetchLayouts, fetchLive, readState } from "./index-state.ts";
import type { StoredPostings } from "./posting-cache.ts";
import { readable } from "./readable.ts";
import type { Thresholds } from "./thresholds.ts";

const MOST_TERMS_LIKE = 3_000;
const LAST_CHARACTER = "\u{10ffff}";

/** With what else a search needs of the state: each question to the database takes time. */
export interface OpenedIndex extends IndexReader {
  readonly thresholds: Thresholds;
}

/**
 * The index as the one who acts may read it, in the state that the transaction sees.
 * @param collectionIds null: all that may be read
 */
export async function openIndex(
  ctx: Ctx,
  tx: Tx,
  collectionIds: readonly string[] | null,
): Promise<OpenedIndex> {
  const access = await accessTo(ctx, tx, collectionIds);
  const state = await readState(ctx, tx, access);
  const caches = indexCachesOf(ctx.kernel);
  const layouts = await fetchLayouts(ctx, tx, state.segmentIds);
  const live = await fetchLive(ctx, tx, state.collections);
  const fingerprint = state.collections.map(({ id, fingerprint }) => `${id}:${fingerprint}`).join();
  const segments = layouts.map((layout): SegmentView => {
    const key = `${layout.id} ${fingerprint}`;
    let allowed = caches.allowed.get(key);
    if (allowed === undefined) {
      const isLive = (version: number) =>
        live.some((versions) => versions.has(layout.versions[version] ?? ""));
      allowed = { chunks: allowedOf(layout, isLive) };
      caches.allowed.set(key, allowed, (allowed.chunks?.length ?? 0) + key.length + 100);
    }
    return { layout, allowed: allowed.chunks };
  });
  const readers = new Readers(ctx, tx, access, segments);
  return {
    segments,
    thresholds: state.thresholds,
    postings: (terms) => readers.postings(terms),
    chunks: (refs) => readers.chunks(refs),
    termsLike: (prefixes, shortest, longest) => readers.termsLike(prefixes, shortest, longest),
  };
}

/** Live versions of what the one who acts may read. */
export async function readableVersions(
  ctx: Ctx,
  tx: Tx,
  collectionIds: readonly string[] | null,
): Promise<ReadonlySet<string>> {
  const state = await readState(ctx, tx, await accessTo(ctx, tx, collectionIds));
  const live = await fetchLive(ctx, tx, state.collections);
  const [only] = live;
  return live.length === 1 && only !== undefined ? only : new Set(live.flatMap((versions) => [...versions]));
}

async function accessTo(
  ctx: Ctx,
  tx: Tx,
  collectionIds: readonly string[] | null,
): Promise<RawBuilder<boolean>> {
  const mayRead = await readable({ ...ctx, tx });
  if (collectionIds === null) return mayRead;
  return sql<boolean>`(${mayRead} and c.id = any(${[...collectionIds]}::uuid[]))`;
}

class Readers {
  readonly #ctx: Ctx;
  readonly #tx: Tx;
  readonly #access: RawBuilder<boolean>;
  readonly #segments: readonly SegmentView[];

  constructor(ctx: Ctx, tx: Tx, access: RawBuilder<boolean>, segments: readonly SegmentView[]) {
    this.#ctx = ctx;
    this.#tx = tx;
    this.#access = access;
    this.#segments = segments;
  }

  async postings(terms: readonly string[]): Promise<ReadonlyMap<string, readonly TermPostings[]>> {
    const cache = indexCachesOf(this.#ctx.kernel).postings;
    for (const { layout } of this.#segments) cache.touch(layout.id);
    const unknown = terms.filter((term) =>
      this.#segments.some(({ layout }) => cache.get(layout.id, term) === undefined),
    );
    const fresh = await this.#fetchPostings(unknown);
    const found = new Map<string, TermPostings[]>();
    for (const term of terms) {
      const lists: TermPostings[] = [];
      this.#segments.forEach(({ layout }, segment) => {
        // What was just fetched may be gone from a small cache already.
        const list = fresh.get(`${layout.id} ${term}`) ?? cache.get(layout.id, term);
        if (list !== null && list !== undefined) lists.push({ segment, ...list });
      });
      if (lists.length > 0) found.set(term, lists);
    }
    return found;
  }

  async #fetchPostings(terms: readonly string[]): Promise<ReadonlyMap<string, StoredPostings>> {
    const fresh = new Map<string, StoredPostings>();
    if (terms.length === 0) return fresh;
    const ids = this.#segments.map(({ layout }) => layout.id);
    const { rows } = await sql<{
      term: string;
      segment_id: string;
      document_frequency: number;
      data: Buffer;
    }>`
      select p.term, p.segment_id, p.document_frequency, p.data
      from unnest(${[...terms]}::text[]) as x (term)
      cross join lateral (
        select * from knowledge.posting p
        where p.workspace_id = ${workspaceOf(this.#ctx)} and p.term = x.term
        -- Looked up one by one: for many at once the planner skips through the index of segments, at fifty times the work.
        offset 0) p`.execute(this.#tx);
    for (const { term, segment_id, document_frequency: documentFrequency, data } of rows) {
      fresh.set(`${segment_id} ${term}`, { documentFrequency, data });
    }
    const cache = indexCachesOf(this.#ctx.kernel).postings;
    for (const id of ids) for (const term of terms) cache.put(id, term, fresh.get(`${id} ${term}`) ?? null);
    return fresh;
  }

  /** Who may read it and whether it is current is part of the query, whatever was known before. */
  async chunks(refs: readonly ChunkRef[]): Promise<(FoundChunk | null)[]> {
    if (refs.length === 0) return [];
    const { rows } = await sql<FoundRow>`
      select x.place::integer, d.id as document_id, c.id as collection_id, d.name, d.url, v.language, k.text, k.lead,
        k.headings, k.header, k.page_from, k.locator
      from unnest(${refs.map(({ versionId }) => versionId)}::uuid[], ${refs.map(({ number }) => number)}::integer[])
        with ordinality as x (version_id, number, place)
      join knowledge.chunk k on k.workspace_id = ${workspaceOf(this.#ctx)} and k.version_id = x.version_id
        and k.number = x.number
      join knowledge.version v on v.workspace_id = k.workspace_id and v.id = k.version_id
      join knowledge.document d on d.workspace_id = v.workspace_id and d.id = v.document_id and d.version_id = v.id
      join knowledge.collection c on c.workspace_id = d.workspace_id and c.id = d.collection_id
      where ${this.#access}`.execute(this.#tx);
    const found: (FoundChunk | null)[] = refs.map(() => null);
    for (const row of rows) {
      const ref = refs[row.place - 1];
      if (ref !== undefined) found[row.place - 1] = foundChunk(ref, row);
    }
    return found;
  }

  async termsLike(prefixes: readonly string[], shortest: number, longest: number): Promise<string[]> {
    const ranges = sql.join(
      prefixes.map((prefix) => sql`(term >= ${prefix} and term < ${prefix + LAST_CHARACTER})`),
      sql` or `,
    );
    const { rows } = await sql<{ term: string }>`
      select distinct term from knowledge.posting
      where workspace_id = ${workspaceOf(this.#ctx)} and (${ranges})
        and char_length(term) between ${shortest} and ${longest} limit ${MOST_TERMS_LIKE}`.execute(this.#tx);
    return rows.map(({ term }) => term);
  }
}

interface FoundRow {
  place: number;
  document_id: string;
  collection_id: string;
  name: string;
  url: string | null;
  language: string | null;
  text: string;
  lead: string;
  headings: string[];
  header: string | null;
  page_from: number | null;
  locator: string | null;
}

function foundChunk({ versionId, number }: ChunkRef, row: FoundRow): FoundChunk {
  return {
    versionId,
    number,
    documentId: row.document_id,
    collectionId: row.collection_id,
    document: row.name,
    url: row.url,
    language: row.language,
    text: row.text,
    lead: row.lead,
    headings: row.headings,
    header: row.header,
    page: row.page_from,
    locator: row.locator,
  };
}
