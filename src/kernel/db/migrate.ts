import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { AppError } from "../errors.ts";

/** Any process that migrates holds this advisory lock; the number is arbitrary and must never change. */
const MIGRATION_LOCK = 7_262_115_001n;

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
 * @param adminUrl a role that may create roles and own the database
 * @returns names of the files applied now
 */
export async function migrate(adminUrl: string, folder: string): Promise<string[]> {
  const files = await readMigrations(folder);
  const client = new pg.Client({ connectionString: adminUrl, application_name: "parley-migrate" });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await createOwnerRoles(client);
    await client.query(HISTORY_TABLE);
    const done = await appliedMigrations(client);
    refuseForeignHistory(files, done);
    const applied: string[] = [];
    for (const file of files) {
      if (done.has(file.name)) continue;
      await applyOne(client, file);
      applied.push(file.name);
    }
    return applied;
  } finally {
    await client.end();
  }
}

/** Files not yet applied; used by `/readyz` and `doctor`. Works with the application's own role. */
export async function pendingMigrations(
  query: pg.Pool["query"] | pg.Pool,
  folder: string,
): Promise<string[]> {
  const files = await readMigrations(folder);
  const pool = typeof query === "function" ? { query } : query;
  const { rows } = await pool.query<{ name: string }>("select name from kernel.migration");
  const done = new Set(rows.map((row) => row.name));
  return files.filter((file) => !done.has(file.name)).map((file) => file.name);
}

/** Roles that own: nobody logs in as one of these. The application's login role is made apart (login-role.ts). */
async function createOwnerRoles(client: pg.Client): Promise<void> {
  await client.query(`do $$
    declare wanted text;
    begin
      foreach wanted in array array['parley_owner', 'parley_ledger', 'parley_app'] loop
        begin
          if not exists (select from pg_roles where rolname = wanted) then
            execute format('create role %I nologin', wanted);
          end if;
        exception when duplicate_object or unique_violation then null;
        end;
        if wanted <> 'parley_app' and not pg_has_role(current_user, wanted, 'member') then
          execute format('grant %I to current_user', wanted);
        end if;
      end loop;
      execute format('grant create on database %I to parley_owner, parley_ledger', current_database());
    end $$`);
}

const HISTORY_TABLE = `
  create schema if not exists kernel authorization parley_owner;
  create table if not exists kernel.migration (
    name text primary key, checksum text not null, applied_at timestamptz not null default now());
  alter table kernel.migration owner to parley_owner;
  grant usage on schema kernel to parley_app;
  grant select on kernel.migration to parley_app`;

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
    await client.query("rollback");
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Migration ${file.name} failed and changed nothing: ${reason}`, { cause: error });
  }
}
