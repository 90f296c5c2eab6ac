import { type RawBuilder, sql } from "kysely";
import type { Ctx } from "../../../kernel/ctx.ts";
import type { Tx } from "../../../kernel/db/types.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";
import { searchCachesOf } from "./search-caches.ts";

export interface LiveCollection {
  readonly id: string;
  /** Of its live versions: their count and a hash that any change of them changes. */
  readonly fingerprint: string;
}

/**
 * Collections in which there is something to find.
 * @param access the condition under which the collection `c` is searched
 */
export async function liveCollections(
  ctx: Ctx,
  tx: Tx,
  access: RawBuilder<boolean>,
): Promise<LiveCollection[]> {
  const { rows } = await sql<LiveCollection>`
    select c.id, count(*) || '.' || bit_xor(uuid_hash_extended(d.version_id, 7)) as fingerprint
    from knowledge.collection c
    join knowledge.document d on d.workspace_id = c.workspace_id and d.collection_id = c.id and d.version_id is not null
    where c.workspace_id = ${workspaceOf(ctx)} and ${access}
    group by c.id order by c.id`.execute(tx);
  return rows;
}

/** Live versions of each of the collections; those that nothing changed in come from memory. */
export async function fetchLive(
  ctx: Ctx,
  tx: Tx,
  collections: readonly LiveCollection[],
): Promise<ReadonlySet<string>[]> {
  const { live } = searchCachesOf(ctx.kernel);
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
