import type { VectorHit, VectorIndex } from "../../../modules/knowledge/ports.ts";
import type { Query } from "./install-pgvector.ts";

/** Runs statements in one transaction, as the application's role, in the scope of that workspace; null: of none. */
export type Within = <Result>(
  workspaceId: string | null,
  work: (query: Query) => Promise<Result>,
) => Promise<Result>;

interface Found {
  readonly version_id: string;
  readonly number: number;
  readonly score: number;
}

/**
 * Vectors in PostgreSQL with pgvector, nearest by HNSW. With `strict_order` a scan goes on until the filter by tenant
 * and version has let enough through, in exact order of distance (pgvector's README, Iterative Index Scans).
 * @returns null where `installPgvector` made no place for them
 */
export async function pgvectorIndex(within: Within): Promise<VectorIndex | null> {
  const place = await findPlace(within);
  if (place === null) return null;
  const { schema, generation } = place;
  /** The extension's types and operators stand in a schema that the operator chose. */
  const scoped = <Result>(workspaceId: string, work: (query: Query) => Promise<Result>) =>
    within(workspaceId, async (query) => {
      await query("select set_config('search_path', quote_ident($1), true)", [schema]);
      return work(query);
    });
  return {
    name: "pgvector",
    identity: `pgvector ${generation}`,

    async upsert(workspaceId, model, rows) {
      if (rows.length === 0) return;
      await scoped(workspaceId, (query) =>
        query(
          `insert into vectors.embedding (workspace_id, version_id, number, model, dimensions, vector)
           select $1, x.version_id, x.number, $2, vector_dims(x.vector::vector), x.vector::vector
           from unnest($3::uuid[], $4::integer[], $5::text[]) as x (version_id, number, vector)
           on conflict (workspace_id, version_id, number, model)
             do update set dimensions = excluded.dimensions, vector = excluded.vector`,
          [
            workspaceId,
            model,
            rows.map(({ versionId }) => versionId),
            rows.map(({ number }) => number),
            rows.map(({ vector }) => textOf(vector)),
          ],
        ),
      );
    },

    async removeVersion(workspaceId, versionId, model) {
      await scoped(workspaceId, (query) =>
        query(
          `delete from vectors.embedding
           where workspace_id = $1 and version_id = $2 and ($3::text is null or model = $3)`,
          [workspaceId, versionId, model ?? null],
        ),
      );
    },

    async search(workspaceId, model, vector, versions, limit, signal) {
      signal.throwIfAborted();
      if (versions.size === 0 || limit < 1) return [];
      const { rows } = await scoped(workspaceId, async (query) => {
        await query("set local hnsw.iterative_scan = strict_order");
        return query(nearest(vector.length), [workspaceId, model, [...versions], textOf(vector), limit]);
      });
      signal.throwIfAborted();
      // Exactly the columns that the statement names.
      return (rows as readonly Found[]).map(
        ({ version_id, number, score }): VectorHit => ({
          versionId: version_id,
          number,
          score: Number(score),
        }),
      );
    },

    async check() {
      await within(null, (query) => query("select from vectors.generation"));
      return "Vectors are kept in PostgreSQL with pgvector.";
    },
    close: async () => {},
  };
}

/** The length is part of the expression that is indexed. */
function nearest(dimensions: number): string {
  const length = Math.trunc(dimensions);
  const distance = `vector::halfvec(${length}) <=> $4::halfvec(${length})`;
  return `select version_id, number, 1 - (${distance}) as score from vectors.embedding
    where workspace_id = $1 and model = $2 and dimensions = ${length} and version_id = any($3::uuid[])
    order by ${distance} limit $5`;
}

function textOf(vector: Float32Array): string {
  return `[${vector.join(",")}]`;
}

async function findPlace(within: Within): Promise<{ schema: string; generation: string } | null> {
  return within(null, async (query) => {
    const [place] = (
      await query(
        `select n.nspname::text as schema from pg_extension e join pg_namespace n on n.oid = e.extnamespace
         where e.extname = 'vector' and to_regclass('vectors.embedding') is not null`,
      )
    ).rows as readonly { schema: string }[];
    if (place === undefined) return null;
    const [row] = (await query("select id::text as id from vectors.generation")).rows as readonly {
      id: string;
    }[];
    return row === undefined ? null : { schema: place.schema, generation: row.id };
  });
}
