import type pg from "pg";
import { type MigrationFile, readMigrations } from "../../kernel/db/migrate.ts";
import { AppError } from "../../kernel/errors.ts";
import { count, some } from "../doctor/finding.ts";
import type { Manifest } from "./manifest.ts";
import { dataTables, qualified } from "./tables.ts";

/** The history of migrations is no data of anybody. */
const HISTORY = "kernel.migration";

/**
 * The migrations that made the backup's schema, as files of this version.
 * @throws AppError unavailable when this version does not know them
 */
export async function migrationsOf(manifest: Manifest, folder: string): Promise<MigrationFile[]> {
  const files = await readMigrations(folder);
  const wanted = manifest.migrations;
  const known = wanted.every(
    ({ name, checksum }, at) => files[at]?.name === name && files[at].checksum === checksum,
  );
  if (known) return files.slice(0, wanted.length);
  throw new AppError(
    "unavailable",
    `This backup was made by Parley ${manifest.parley}, whose schema this version does not know. ` +
      "Restore it with that version or a newer one. Nothing was changed.",
  );
}

/** @throws AppError unavailable while another program uses the database: it would see its tables vanish */
export async function requireAlone(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select distinct coalesce(nullif(application_name, ''), usename::text, 'unknown') as name from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend' order by 1`,
  );
  if (rows.length === 0) return;
  throw new AppError(
    "unavailable",
    `The database is in use by ${some(rows.map(({ name }) => name))}. ` +
      "Stop Parley and every other program on it, then restore. Nothing was changed.",
  );
}

/** Names of tables that hold anything, as people made it. */
async function tablesInUse(client: pg.Client): Promise<string[]> {
  const tables = (await dataTables(client)).filter(({ schema, name }) => `${schema}.${name}` !== HISTORY);
  if (tables.length === 0) return [];
  const questions = tables.map(
    (table, at) => `select ${at} as at where exists (select from ${qualified(table)})`,
  );
  const { rows } = await client.query<{ at: number }>({ text: questions.join(" union all ") });
  return rows.flatMap(({ at }) => {
    const table = tables[at];
    return table === undefined ? [] : `${table.schema}.${table.name}`;
  });
}

/** @throws AppError conflict unless the database is empty or the operator wants it replaced */
export async function requireRoom(client: pg.Client, replace: boolean): Promise<void> {
  const used = await tablesInUse(client);
  if (used.length === 0 || replace) return;
  throw new AppError(
    "conflict",
    `This installation is not empty: ${count(used.length, "table")} hold data (${some(used)}). ` +
      "Restore into a new data folder or an empty database, or give up what is here with --replace --yes. Nothing was changed.",
  );
}
