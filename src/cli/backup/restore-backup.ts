import { mkdir } from "node:fs/promises";
import type pg from "pg";
import { MIGRATIONS } from "../../app.ts";
import { loadSecretKey } from "../../config/secret-key.ts";
import type { Config } from "../../config.ts";
import { type DatabaseServer, openServer, prepareDatabase } from "../../installation.ts";
import { withMigrationLock } from "../../kernel/db/migrate.ts";
import { rebuildSchemas } from "../../kernel/db/rebuild.ts";
import { AppError } from "../../kernel/errors.ts";
import type { Log } from "../../kernel/log.ts";
import { withAdminClient } from "../as-operator.ts";
import { explainError } from "../explain-error.ts";
import { readArchive } from "./archive-reader.ts";
import { booksOf } from "./books.ts";
import { KEY_FILE, requireKeyOf } from "./check-key.ts";
import { fixTextForm } from "./copy.ts";
import { loadJobs, loadTable, setSequences, verifyRows } from "./load-rows.ts";
import { type Manifest, parseFileName, parsePartName } from "./manifest.ts";
import { migrationsOf, requireAlone, requireRoom } from "./restore-target.ts";
import { openStaging, type Staging } from "./stage-files.ts";
import { TableParts } from "./table-parts.ts";
import { verifyArchive } from "./verify-archive.ts";

export interface RestoreOptions {
  readonly config: Config;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** Gives up what the installation holds. */
  readonly replace: boolean;
  progress(sentence: string): void;
}

export interface Restored {
  readonly manifest: Manifest;
  readonly rows: number;
  readonly jobs: number;
  readonly files: number;
}

/**
 * Brings a backup into an empty installation, or in place of what one holds. Until the last row is loaded and
 * proved in one transaction nothing of the installation has changed.
 */
export async function restoreBackup(file: string, options: RestoreOptions): Promise<Restored> {
  const { config, log, progress, signal } = options;
  progress("Checking the archive.");
  const manifest = await verifyArchive(file, signal);
  const migrations = await migrationsOf(manifest, MIGRATIONS);
  await requireKeyOf(manifest, config);
  await mkdir(config.dataDir, { recursive: true });
  const server = await openServer(config, log);
  const stagings: Staging[] = [];
  try {
    const staging = await withMigrationLock(server.adminUrl, async (client) => {
      await requireAlone(client);
      const staged = await openStaging(config.dataDir);
      stagings.push(staged);
      await inOneTransaction(client, async () => {
        await requireRoom(client, options.replace);
        progress("Loading it.");
        await rebuildSchemas(client, migrations);
        await load(client, file, manifest, staged, signal);
        progress("Comparing what was loaded with the archive.");
        await prove(client, manifest, signal);
      });
      return staged;
    });
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    const jobsAndFiles = await finish(server, manifest, staging, options).catch((error: unknown) => {
      throw new AppError(
        "unavailable",
        `The rows are restored, but not yet all files and waiting jobs: ${explainError(error).message} ` +
          "Mend that, then restore again with --replace --yes.",
        { cause: error },
      );
    });
    return { manifest, rows, ...jobsAndFiles };
  } finally {
    for (const staging of stagings) await staging.remove();
    await server.stop();
  }
}

async function inOneTransaction(client: pg.Client, work: () => Promise<void>): Promise<void> {
  await client.query("begin");
  try {
    await work();
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => {});
    throw error;
  }
}

/** The archive's order is one in which each table comes after those it refers to. */
async function load(
  client: pg.Client,
  file: string,
  manifest: Manifest,
  staging: Staging,
  signal: AbortSignal,
): Promise<void> {
  await fixTextForm(client);
  const parts = new TableParts(readArchive(file));
  const jobs = manifest.jobs === null ? "" : `${manifest.jobs.schema}.${manifest.jobs.name}`;
  for (let entry = await parts.next(); entry !== undefined; entry = await parts.next()) {
    signal.throwIfAborted();
    const path = parseFileName(entry.name);
    const table = parsePartName(entry.name)?.table;
    const described = manifest.tables.find(({ schema, name }) => `${schema}.${name}` === table);
    if (described !== undefined) await loadTable(client, described, parts.contentOf(entry), signal);
    else if (table !== undefined && table === jobs) await staging.addJobs(parts.contentOf(entry));
    else if (path !== undefined) await staging.add(path, entry.mode, entry.content);
    else await parts.skip(entry);
  }
  await setSequences(client, manifest.sequences);
}

async function prove(client: pg.Client, manifest: Manifest, signal: AbortSignal): Promise<void> {
  await verifyRows(client, manifest, signal);
  const books = await booksOf(client);
  if (JSON.stringify(books) === JSON.stringify(manifest.books)) return;
  throw new AppError(
    "internal",
    "The restored ledger does not add up to that of the backup. Nothing was changed.",
  );
}

/** The rows are in. What follows may be repeated by starting Parley; only the jobs are not. */
async function finish(
  server: DatabaseServer,
  manifest: Manifest,
  staging: Staging,
  { config, log, signal, progress }: RestoreOptions,
): Promise<{ jobs: number; files: number }> {
  progress("Putting files in their places and bringing the schema to this version.");
  const paths = manifest.files.map(({ path }) => path);
  // A configured key stands above the file, which would only lie about.
  const files = await staging.place(paths.filter((path) => path !== KEY_FILE || config.secretKey === null));
  await prepareDatabase(server, config, await loadSecretKey(config), log);
  const { jobs: waiting } = manifest;
  if (waiting === null) return { files, jobs: 0 };
  const jobs = await withAdminClient(server.adminUrl, (client) =>
    loadJobs(client, waiting, staging.jobsFile, signal),
  );
  return { files, jobs };
}
