import { dirname, join, relative, resolve } from "node:path";
import type pg from "pg";
import { MIGRATIONS } from "../../app.ts";
import { masterKey } from "../../kernel/crypto/master-key.ts";
import { readMigrations } from "../../kernel/db/migrate.ts";
import { migrationState } from "../../kernel/db/migration-state.ts";
import { AppError } from "../../kernel/errors.ts";
import { pendingJobs, QUEUE_SCHEMA } from "../../kernel/jobs/job-archive.ts";
import { readVersion } from "../../version.ts";
import { type ArchiveWriter, writeArchive } from "./archive-writer.ts";
import { booksOf } from "./books.ts";
import { copyOut, fixTextForm } from "./copy.ts";
import { dataFiles } from "./data-files.ts";
import {
  fileName,
  MANIFEST,
  type Manifest,
  type ManifestFile,
  type ManifestTable,
  partName,
  SEAL,
} from "./manifest.ts";
import { dataSequences, dataTables, selectAll } from "./tables.ts";
import { sealOf, Tally } from "./tally.ts";

const PART_BYTES = 4 * 1024 * 1024;

export interface BackupSource {
  /** As the owning role, outside any transaction. */
  readonly client: pg.Client;
  readonly dataDir: string;
  readonly secretKey: string;
  readonly signal: AbortSignal;
  /** This version's, unless a test has others. */
  readonly migrations?: string;
  /** Bytes of rows that are in memory at once. */
  readonly partBytes?: number;
}

/**
 * Database and files of a running or stopped installation in one archive: all rows of one moment, from one
 * snapshot, whatever is written meanwhile.
 */
export async function createBackup(source: BackupSource, file: string): Promise<Manifest> {
  const target = resolve(file);
  if (!relative(source.dataDir, dirname(target)).startsWith("..")) {
    throw new AppError("validation_failed", "Write the archive to a place outside the data folder.");
  }
  return writeArchive(target, source.signal, async (archive) => {
    const { client } = source;
    await client.query("begin transaction isolation level repeatable read read only");
    await fixTextForm(client);
    const rows = await writeRows(archive, source);
    await client.query("commit");
    const manifest: Manifest = {
      format: "parley-backup",
      formatVersion: 1,
      parley: readVersion(),
      createdAt: new Date().toISOString(),
      secretKeyId: masterKey(source.secretKey).id,
      ...rows,
      files: await writeFiles(archive, source),
    };
    const text = Buffer.from(JSON.stringify(manifest, null, 2));
    await archive.addBytes(MANIFEST, text);
    await archive.addBytes(SEAL, Buffer.from(sealOf(text)));
    return manifest;
  });
}

async function writeRows(archive: ArchiveWriter, source: BackupSource) {
  const { client } = source;
  const { rows } = await client.query<{ version: string }>(
    "select current_setting('server_version') as version",
  );
  const migrations = await currentMigrations(client, source.migrations ?? MIGRATIONS);
  const books = await booksOf(client);
  const sequences = await dataSequences(client);
  const tables: ManifestTable[] = [];
  for (const { order, ...table } of await dataTables(client)) {
    const select = selectAll({ ...table, order });
    tables.push(await writeTable(archive, table, copyOut(client, select), source));
  }
  const waiting = await pendingJobs(client);
  const jobs =
    waiting === null
      ? null
      : await writeTable(
          archive,
          { schema: QUEUE_SCHEMA, name: "job", columns: waiting.columns },
          copyOut(client, waiting.select),
          source,
        );
  return { postgres: rows[0]?.version ?? "", migrations, books, sequences, tables, jobs };
}

/** The schema that the rows are of: this version's, since nobody else may write a backup. */
async function currentMigrations(client: pg.Client, folder: string): Promise<Manifest["migrations"]> {
  const { pending, changed, unknown } = await migrationState(client, folder);
  if (pending.length + changed.length + unknown.length > 0) {
    throw new AppError(
      "unavailable",
      "The database is of another version of Parley. Make the backup with that version.",
    );
  }
  return (await readMigrations(folder)).map(({ name, checksum }) => ({ name, checksum }));
}

async function writeTable(
  archive: ArchiveWriter,
  table: Pick<ManifestTable, "schema" | "name"> & { readonly columns: readonly string[] },
  rows: AsyncIterable<Buffer>,
  { signal, partBytes = PART_BYTES }: Pick<BackupSource, "signal" | "partBytes">,
): Promise<ManifestTable> {
  const tally = new Tally();
  let part = 0;
  let waiting: Buffer[] = [];
  let bytes = 0;
  const flush = async () => {
    if (bytes === 0) return;
    part += 1;
    await archive.addBytes(partName(table, part), Buffer.concat(waiting));
    waiting = [];
    bytes = 0;
  };
  for await (const chunk of rows) {
    signal.throwIfAborted();
    tally.add(chunk);
    waiting.push(chunk);
    bytes += chunk.length;
    if (bytes >= partBytes) await flush();
  }
  await flush();
  const { schema, name, columns } = table;
  return { schema, name, columns: [...columns], rows: tally.lines, ...tally.result() };
}

async function writeFiles(
  archive: ArchiveWriter,
  { dataDir, signal }: BackupSource,
): Promise<ManifestFile[]> {
  const files: ManifestFile[] = [];
  for await (const { path, bytes, mode } of dataFiles(dataDir)) {
    signal.throwIfAborted();
    const added = await archive.addFile(fileName(path), join(dataDir, path), bytes, mode);
    if (added !== null) files.push({ path, ...added });
  }
  return files;
}
