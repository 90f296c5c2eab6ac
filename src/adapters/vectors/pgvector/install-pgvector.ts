/** Runs one statement, or several without values. */
export type Query = (text: string, values?: unknown[]) => Promise<{ readonly rows: readonly unknown[] }>;

/** Iterative scans, without which a filter by tenant loses hits, came with it (pgvector's CHANGELOG). */
const OLDEST = [0, 8] as const;
/** Lengths with an HNSW index; those of the usual models. Vectors of others are compared one by one, by the server. */
const INDEXED_DIMENSIONS = [256, 384, 512, 768, 1_024, 1_536, 3_072];

/**
 * Makes the place for vectors where the server offers pgvector: as the administrator, at every start, since the
 * application's own role may neither make an extension nor a table. Migrations cannot, because most servers have none.
 * @param query as the administrator, on one connection that takes part in no transaction
 * @returns null, or why there is none, for the log
 */
export async function installPgvector(query: Query): Promise<string | null> {
  const available = await versionOf(
    query,
    "select default_version as version from pg_available_extensions where name = 'vector'",
  );
  if (available === null) return "The server has no pgvector.";
  try {
    await query("create extension if not exists vector");
  } catch (error) {
    return `pgvector could not be installed: ${error instanceof Error ? error.message : String(error)}`;
  }
  const installed = await versionOf(
    query,
    "select extversion as version from pg_extension where extname = 'vector'",
  );
  if (installed === null || isOlder(installed))
    return `pgvector ${installed} is older than ${OLDEST.join(".")}.`;
  await query("begin");
  try {
    await query("set local role parley_owner");
    await query(
      `select set_config('search_path', quote_ident(n.nspname), true)
       from pg_extension e join pg_namespace n on n.oid = e.extnamespace where e.extname = 'vector'`,
    );
    await query(TABLE);
    for (const dimensions of INDEXED_DIMENSIONS) await query(indexOf(dimensions));
    await query("commit");
  } catch (error) {
    await query("rollback");
    throw error;
  }
  return null;
}

async function versionOf(query: Query, statement: string): Promise<string | null> {
  const [row] = (await query(statement)).rows;
  if (typeof row !== "object" || row === null || !("version" in row)) return null;
  return String(row.version);
}

function isOlder(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]);
}

/** The generation tells a table that was made anew, after a restored backup, from the one before: it is empty. */
const TABLE = `
  create schema if not exists vectors;
  create table if not exists vectors.generation (
    id uuid primary key default gen_random_uuid(), single boolean not null default true unique check (single));
  insert into vectors.generation default values on conflict do nothing;
  create table if not exists vectors.embedding (
    workspace_id uuid not null,
    version_id uuid not null,
    number integer not null,
    model text not null,
    dimensions integer not null,
    vector vector not null,
    primary key (workspace_id, version_id, number, model));
  alter table vectors.embedding enable row level security;
  do $$ begin
    if not exists (select from pg_policies where schemaname = 'vectors' and policyname = 'same_workspace') then
      create policy same_workspace on vectors.embedding
        using (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);
    end if;
  end $$;
  grant usage on schema vectors to parley_app;
  grant select on vectors.generation to parley_app;
  grant select, insert, update, delete on vectors.embedding to parley_app`;

/** Half precision: an index takes 2,000 dimensions of whole floats and 4,000 of halves (pgvector's README, HNSW). */
function indexOf(dimensions: number): string {
  return `create index if not exists embedding_${dimensions} on vectors.embedding
    using hnsw ((vector::halfvec(${dimensions})) halfvec_cosine_ops) where dimensions = ${dimensions}`;
}
