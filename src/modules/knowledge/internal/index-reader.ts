import { type RawBuilder, sql } from "kysely";
import type { Ctx } from "../../../kernel/ctx.ts";
import type { Tx } from "../../../kernel/db/types.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";
import type { ChunkRef } from "../../inverted-index/contract.ts";
import type { FoundChunk, IndexReader } from "../../retrieval/index.ts";
import { openSegments } from "../../search-index/index.ts";
import { fetchLive, liveCollections } from "./live-versions.ts";
import { readable } from "./readable.ts";

/**
 * The index as the one who acts may read it, in the state that the transaction sees.
 * @param collectionIds null: all that may be read
 */
export async function openIndex(
  ctx: Ctx,
  tx: Tx,
  collectionIds: readonly string[] | null,
): Promise<IndexReader> {
  const access = await accessTo(ctx, tx, collectionIds);
  const collections = await liveCollections(ctx, tx, access);
  const segments = await openSegments(ctx, tx, {
    versions: await fetchLive(ctx, tx, collections),
    fingerprint: collections.map(({ id, fingerprint }) => `${id}:${fingerprint}`).join(),
  });
  return { ...segments, chunks: (refs) => readChunks(ctx, tx, access, refs) };
}

/** Live versions of what the one who acts may read. */
export async function readableVersions(
  ctx: Ctx,
  tx: Tx,
  collectionIds: readonly string[] | null,
): Promise<ReadonlySet<string>> {
  const collections = await liveCollections(ctx, tx, await accessTo(ctx, tx, collectionIds));
  const live = await fetchLive(ctx, tx, collections);
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

/** Who may read it and whether it is current is part of the query, whatever was known before. */
async function readChunks(
  ctx: Ctx,
  tx: Tx,
  access: RawBuilder<boolean>,
  refs: readonly ChunkRef[],
): Promise<(FoundChunk | null)[]> {
  if (refs.length === 0) return [];
  const { rows } = await sql<FoundRow>`
    select x.place::integer, d.id as document_id, c.id as collection_id, d.name, d.url, v.language, k.text, k.lead,
      k.headings, k.header, k.page_from, k.locator
    from unnest(${refs.map(({ versionId }) => versionId)}::uuid[], ${refs.map(({ number }) => number)}::integer[])
      with ordinality as x (version_id, number, place)
    join knowledge.chunk k on k.workspace_id = ${workspaceOf(ctx)} and k.version_id = x.version_id
      and k.number = x.number
    join knowledge.version v on v.workspace_id = k.workspace_id and v.id = k.version_id
    join knowledge.document d on d.workspace_id = v.workspace_id and d.id = v.document_id and d.version_id = v.id
    join knowledge.collection c on c.workspace_id = d.workspace_id and c.id = d.collection_id
    where ${access}`.execute(tx);
  const found: (FoundChunk | null)[] = refs.map(() => null);
  for (const row of rows) {
    const ref = refs[row.place - 1];
    if (ref !== undefined) found[row.place - 1] = foundChunk(ref, row);
  }
  return found;
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
