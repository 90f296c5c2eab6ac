import { randomBytes } from "node:crypto";
import { join } from "node:path";
import pg from "pg";
import { urlForDatabase } from "../../src/adapters/database/database-url.ts";
import { startEmbeddedPostgres } from "../../src/adapters/database/start.ts";
import { migrate } from "../../src/kernel/db/migrate.ts";

/** The cluster of the tests, so that a machine makes only one (src/testing/global-setup.ts). */
const CLUSTER = "node_modules/.cache/parley-test-cluster";

/** Gives `work` a database with every migration applied, on DATABASE_URL's server or an embedded one, and drops it. */
export async function withMigratedDatabase<Result>(
  root: string,
  work: (url: string) => Promise<Result>,
): Promise<Result> {
  const given = process.env.DATABASE_URL;
  if (given) return withTemporaryDatabase(root, given, work);
  const log = { info: () => {}, warn: () => {} };
  const settings = { max_connections: "400" };
  const server = await startEmbeddedPostgres({ dataDir: join(root, CLUSTER), log, fsync: false, settings });
  try {
    return await withTemporaryDatabase(root, server.adminUrl, work);
  } finally {
    await server.stop();
  }
}

async function withTemporaryDatabase<Result>(
  root: string,
  adminUrl: string,
  work: (url: string) => Promise<Result>,
): Promise<Result> {
  const name = `parley_test_${randomBytes(8).toString("hex")}`;
  await runStatement(adminUrl, `create database ${name} template template0 encoding 'UTF8'`);
  try {
    const url = urlForDatabase(adminUrl, name);
    await migrate(url, join(root, "migrations"));
    return await work(url);
  } finally {
    await runStatement(adminUrl, `drop database if exists ${name} with (force)`);
  }
}

async function runStatement(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
