import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { inject, onTestFinished } from "vitest";
import { urlForDatabase } from "../../../adapters/database/database-url.ts";

/** A database without a schema. @returns its address as the superuser */
export async function makeDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `parley_test_${randomBytes(8).toString("hex")}`;
  const admin = inject("adminUrl");
  await run(admin, `create database ${name} template template0 encoding 'UTF8'`);
  return {
    url: urlForDatabase(admin, name),
    async drop() {
      await run(admin, `drop database if exists ${name} with (force)`);
    },
  };
}

/** As {@link makeDatabase}, dropped when the test is over. */
export async function emptyDatabase(): Promise<string> {
  const { url, drop } = await makeDatabase();
  onTestFinished(drop);
  return url;
}

/** One statement on a connection of its own. */
export async function run<Row extends pg.QueryResultRow>(
  url: string,
  statement: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query<Row>(statement, [...values])).rows;
  } finally {
    await client.end().catch(() => {});
  }
}

/** A folder of migrations that can be changed between two starts, as a new version would. */
export async function makeMigrations(files: Readonly<Record<string, string>>) {
  const folder = await mkdtemp(join(tmpdir(), "parley-migrations-"));
  const write = (name: string, text: string) => writeFile(join(folder, name), text);
  for (const [name, text] of Object.entries(files)) await write(name, text);
  return {
    folder,
    write,
    remove: (name: string) => rm(join(folder, name)),
    drop: () => rm(folder, { recursive: true, force: true }),
  };
}

/** As {@link makeMigrations}, gone when the test is over. */
export async function migrationFolder(files: Readonly<Record<string, string>>) {
  const made = await makeMigrations(files);
  onTestFinished(made.drop);
  return made;
}
