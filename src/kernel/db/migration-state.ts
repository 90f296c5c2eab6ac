import type pg from "pg";
import { readMigrations } from "./migrate.ts";

export interface MigrationState {
  /** In the database, in order. */
  readonly applied: readonly string[];
  /** Of this version and not yet in the database. */
  readonly pending: readonly string[];
  /** In both, with different text. */
  readonly changed: readonly string[];
  /** In the database and not of this version, which is therefore older. */
  readonly unknown: readonly string[];
}

/** Compares the history of a database, which may be empty, with the files of this version. Changes nothing. */
export async function migrationState(
  client: Pick<pg.ClientBase, "query">,
  folder: string,
): Promise<MigrationState> {
  const files = await readMigrations(folder);
  const known = new Map(files.map((file) => [file.name, file.checksum]));
  const done = await history(client);
  const applied = [...done.keys()].sort();
  return {
    applied,
    pending: files.map((file) => file.name).filter((name) => !done.has(name)),
    changed: applied.filter((name) => known.has(name) && known.get(name) !== done.get(name)),
    unknown: applied.filter((name) => !known.has(name)),
  };
}

async function history(client: Pick<pg.ClientBase, "query">): Promise<Map<string, string>> {
  const found = await client.query<{ found: boolean }>(
    "select to_regclass('kernel.migration') is not null as found",
  );
  if (found.rows[0]?.found !== true) return new Map();
  const { rows } = await client.query<{ name: string; checksum: string }>(
    "select name, checksum from kernel.migration",
  );
  return new Map(rows.map((row) => [row.name, row.checksum]));
}
