import { createHash } from "node:crypto";
import { resolve } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { urlForDatabase } from "../adapters/database/database-url.ts";
import { startEmbeddedPostgres } from "../adapters/database/start.ts";
import { modulesOf } from "../app.ts";
import { readConfig } from "../config.ts";
import { ensureLoginRole } from "../kernel/db/login-role.ts";
import { migrate, readMigrations } from "../kernel/db/migrate.ts";
import { installJobs } from "../kernel/jobs/job-system.ts";
import { TEST_SECRET_KEY } from "./database.ts";

declare module "vitest" {
  interface ProvidedContext {
    adminUrl: string;
    templateDatabase: string;
    templateAppUrl: string;
  }
}

const modules = modulesOf(readConfig({}), TEST_SECRET_KEY);
const MIGRATIONS = resolve(import.meta.dirname, "../../migrations");
const CLUSTER = resolve(import.meta.dirname, "../../node_modules/.cache/parley-test-cluster");

/**
 * One real PostgreSQL for the whole run: the one DATABASE_URL names, or an embedded one without fsync.
 * A migrated template is made once; every test file clones it.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.DATABASE_URL;
  const quiet = { info: () => {}, warn: () => {} };
  const embedded = given
    ? null
    : await startEmbeddedPostgres({
        dataDir: CLUSTER,
        log: quiet,
        fsync: false,
        settings: { max_connections: "400" },
      });
  const adminUrl = given ?? embedded?.adminUrl ?? "";
  const template = await ensureTemplate(adminUrl);
  project.provide("adminUrl", adminUrl);
  project.provide("templateDatabase", template);
  project.provide(
    "templateAppUrl",
    await ensureLoginRole(urlForDatabase(adminUrl, template), TEST_SECRET_KEY),
  );
  return async () => {
    await embedded?.stop();
  };
}

/** The template's name follows from its migrations and queues, so a changed schema makes a new one. */
async function ensureTemplate(adminUrl: string): Promise<string> {
  const hash = createHash("sha256");
  for (const file of await readMigrations(MIGRATIONS)) hash.update(file.checksum);
  hash.update(
    JSON.stringify(modules.map((module) => [module.jobs?.length, module.reactions?.length, module.name])),
  );
  const name = `parley_template_${hash.digest("hex").slice(0, 16)}`;
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(7262115003)");
    await dropLeftovers(client, name);
    const { rowCount } = await client.query("select from pg_database where datname = $1 and datistemplate", [
      name,
    ]);
    if (rowCount === 0) {
      await client.query(`drop database if exists ${name}`);
      await client.query(`create database ${name} template template0 encoding 'UTF8'`);
      await migrate(urlForDatabase(adminUrl, name), MIGRATIONS);
      await installJobs(urlForDatabase(adminUrl, name), modules);
      await client.query(`alter database ${name} with is_template true`);
    }
    return name;
  } finally {
    await client.end();
  }
}

/** Databases of runs that were killed, and templates of schemas that are gone. */
async function dropLeftovers(client: pg.Client, keep: string): Promise<void> {
  const { rows } = await client.query<{ datname: string; datistemplate: boolean }>(
    `select datname, datistemplate from pg_database d
     where (datname like 'parley\\_test\\_%' or datname like 'parley\\_template\\_%') and datname <> $1
       and not exists (select from pg_stat_activity a where a.datname = d.datname)
       and (pg_stat_file('base/' || oid || '/PG_VERSION', true)).modification < now() - interval '1 hour'`,
    [keep],
  );
  for (const row of rows) {
    if (row.datistemplate) await client.query(`alter database ${row.datname} with is_template false`);
    await client.query(`drop database if exists ${row.datname} with (force)`).catch(() => undefined);
  }
}
