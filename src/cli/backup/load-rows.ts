import { createReadStream } from "node:fs";
import pg from "pg";
import { AppError } from "../../kernel/errors.ts";
import { adoptJobs } from "../../kernel/jobs/job-archive.ts";
import { copyIn, copyOut, fixTextForm } from "./copy.ts";
import type { Manifest, ManifestTable } from "./manifest.ts";
import { columnList, dataTables, qualified, selectAll } from "./tables.ts";
import { Tally } from "./tally.ts";
import { isSame } from "./verify-archive.ts";

/** Fills a table that the caller's transaction has just made. Triggers of our own have nothing to do with old rows. */
export async function loadTable(
  client: pg.Client,
  table: ManifestTable,
  rows: AsyncIterable<Buffer>,
  signal: AbortSignal,
): Promise<void> {
  const name = qualified(table);
  await client.query({ text: `alter table ${name} disable trigger user` });
  await copyIn(client, `${name} (${columnList(table.columns)})`, rows, signal);
  await client.query({ text: `alter table ${name} enable trigger user` });
}

/**
 * Reads every table again and compares it with the backup.
 * @throws AppError internal: what was loaded is not what was written
 */
export async function verifyRows(client: pg.Client, manifest: Manifest, signal: AbortSignal): Promise<void> {
  const loaded = await dataTables(client);
  for (const table of manifest.tables) {
    const found = loaded.find(({ schema, name }) => schema === table.schema && name === table.name);
    const tally = new Tally();
    if (found !== undefined) {
      for await (const chunk of copyOut(client, selectAll({ ...found, columns: table.columns }))) {
        signal.throwIfAborted();
        tally.add(chunk);
      }
    }
    if (isSame(table, tally)) continue;
    throw new AppError(
      "internal",
      `The rows of ${table.schema}.${table.name} came out differently than they went in. Nothing was changed.`,
    );
  }
}

export async function setSequences(client: pg.Client, sequences: Manifest["sequences"]): Promise<void> {
  for (const sequence of sequences) {
    await client.query("select setval($1::text::regclass, $2::bigint)", [
      qualified(sequence),
      sequence.value,
    ]);
  }
}

/** In a transaction of its own, into the queue that this version has made. @returns how many are there now */
export async function loadJobs(
  client: pg.Client,
  jobs: ManifestTable,
  file: string,
  signal: AbortSignal,
): Promise<number> {
  const staging = "restored_job";
  const columns = jobs.columns.map((column) => `${pg.escapeIdentifier(column)} text`).join(", ");
  await client.query("begin");
  try {
    await fixTextForm(client);
    await client.query({ text: `create temporary table ${staging} (${columns}) on commit drop` });
    await copyIn(client, `${staging} (${columnList(jobs.columns)})`, createReadStream(file), signal);
    const adopted = await adoptJobs(client, staging, jobs.columns);
    await client.query("commit");
    return adopted;
  } catch (error) {
    await client.query("rollback").catch(() => {});
    throw error;
  }
}
