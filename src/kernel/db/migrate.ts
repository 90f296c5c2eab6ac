import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { AppError } from "../errors.ts";

/** Any process that migrates holds this advisory lock; the number is arbitrary and must never change. */
const MIGRATION_LOCK = 7_262_115_001n;
const CONNECT_TIMEOUT_MS = 10_000;
/** `server_version_num` of PostgreSQL 15. */
const OLDEST_SERVER = 150_000;

export interface MigrationFile {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

export async function readMigrations(folder: string): Promise<MigrationFile[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(folder, name), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}

/**
 * Brings the database to the newest schema: each file in its own transaction, as the owner role, forward
 * only. Several starters may call it at once: one works, the others wait and find nothing to do.
 * @param adminUrl a role that owns the database and may create roles; it need not be a superuser
 * @returns names of the files applied now
 * @throws AppError unavailable for a server that is too old and for a history that is not this version's
 */
export async function migrate(adminUrl: string, folder: string): Promise<string[]> {
  const files = await readMigrations(folder);
  return withMigrationLock(adminUrl, async (client) => {
    await refuseUnfitServer(client);
    await createOwnerRoles(client);
    await createHistory(client);
    const done = await appliedMigrations(client);
    refuseForeignHistory(files, done);
    const applied: string[] = [];
    for (const file of files) {
      if (done.has(file.name)) continue;
      await applyOne(client, file);
      applied.push(file.name);
    }
    return applied;
  });
}

/** One starter at a time changes what belongs to the schema; the lock goes with its connection. */
export async function withMigrationLock<Result>(
  adminUrl: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({
    connectionString: adminUrl,
    application_name: "parley-migrate",
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  // A server that goes away between two statements makes the next one fail; the event alone must end nothing.
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}

/** Files not yet applied; used by `/readyz` and `doctor`. Works with the application's own role. */
export async function pendingMigrations(pool: Pick<pg.Pool, "query">, folder: string): Promise<string[]> {
  const files = await readMigrations(folder);
  const { rows } = await pool.query<{ name: string }>("select name from kernel.migration");
  const done = new Set(rows.map((row) => row.name));
  return files.filter((file) => !done.has(file.name)).map((file) => file.name);
}

async function refuseUnfitServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: number; encoding: string }>(
    "select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding",
  );
  const { version = 0, encoding = "" } = rows[0] ?? {};
  if (version < OLDEST_SERVER) {
    throw new AppError(
      "unavailable",
      `This is PostgreSQL ${Math.floor(version / 10_000)}; Parley needs 15 or newer.`,
    );
  }
  if (encoding !== "UTF8") {
    throw new AppError(
      "unavailable",
      `The database is encoded in ${encoding}. Create it again with encoding UTF8.`,
    );
  }
}

/**
 * Roles that own: nobody logs in as one of these. The application's login role is made apart (login-role.ts).
 * Roles belong to the whole cluster, so another database's starter may make them at the same moment. From
 * PostgreSQL 16 on, who makes a role may administer it but not act as it: that takes a grant of its own.
 */
export async function createOwnerRoles(client: pg.Client): Promise<void> {
  await client.query(`do $$
    declare
      wanted text;
      acting text := case when current_setting('server_version_num')::int >= 160000 then 'set' else 'member' end;
    begin
      foreach wanted in array array['parley_owner', 'parley_ledger', 'parley_app'] loop
        begin
          if not exists (select from pg_roles where rolname = wanted) then
            execute format('create role %I nologin', wanted);
          end if;
        exception when duplicate_object or unique_violation then null;
        end;
        if wanted <> 'parley_app' and not pg_has_role(current_user, wanted, acting) then
          execute format('grant %I to current_user', wanted);
        end if;
      end loop;
      execute format('grant create on database %I to parley_owner, parley_ledger', current_database());
    end $$`);
}

/** Only where it is missing: changing a table's owner again would wait for whoever reads it, such as a backup. */
export async function createHistory(client: pg.Client): Promise<void> {
  await client.query(`do $$
    begin
      if to_regclass('kernel.migration') is not null then return; end if;
      create schema if not exists kernel authorization parley_owner;
      create table kernel.migration (
        name text primary key, checksum text not null, applied_at timestamptz not null default now());
      alter table kernel.migration owner to parley_owner;
      grant usage on schema kernel to parley_app;
      grant select on kernel.migration to parley_app;
    end $$`);
}

async function appliedMigrations(client: pg.Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{ name: string; checksum: string }>(
    "select name, checksum from kernel.migration",
  );
  return new Map(rows.map((row) => [row.name, row.checksum]));
}

function refuseForeignHistory(files: readonly MigrationFile[], done: ReadonlyMap<string, string>): void {
  const known = new Map(files.map((file) => [file.name, file.checksum]));
  for (const [name, checksum] of done) {
    if (known.get(name) === checksum) continue;
    const problem = known.has(name) ? "was changed after it was applied" : "is not part of this version";
    throw new AppError(
      "unavailable",
      `The database holds migration ${name}, which ${problem}. Start the version of Parley that made this database, or a newer one.`,
    );
  }
}

async function applyOne(client: pg.Client, file: MigrationFile): Promise<void> {
  try {
    await client.query("begin");
    await client.query("set local role parley_owner");
    await client.query(file.sql);
    await client.query("reset role");
    await client.query("insert into kernel.migration (name, checksum) values ($1, $2)", [
      file.name,
      file.checksum,
    ]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => {});
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Migration ${file.name} failed and changed nothing: ${reason}`, { cause: error });
  }
}
