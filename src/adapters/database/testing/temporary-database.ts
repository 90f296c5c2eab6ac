import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { afterAll, beforeAll, onTestFinished } from "vitest";
import { type EmbeddedPostgres, removeEmbeddedPostgres, startEmbeddedPostgres } from "../start.ts";

export const quietLog = { info() {}, warn() {} };

/** A data folder that goes, with any server in it, when the test is over. */
export async function temporaryDataDir(): Promise<string> {
  const dataDir = await makeDataDir();
  onTestFinished(() => removeDataDir(dataDir));
  return dataDir;
}

/** One data folder for all tests of a file, so that its cluster is made once; each test leaves it stopped and whole. */
export function dataDirOfThisFile(): () => string {
  let dataDir = "";
  beforeAll(async () => {
    dataDir = await makeDataDir();
  });
  afterAll(() => removeDataDir(dataDir));
  return () => dataDir;
}

async function makeDataDir(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), "parley-database-"));
  // As root, so that folders below it can be passed through.
  await chmod(dataDir, 0o711);
  return dataDir;
}

async function removeDataDir(dataDir: string): Promise<void> {
  // A test may leave the folder in a state that a server refuses; its files go all the same.
  await removeEmbeddedPostgres(dataDir).catch(() => {});
  await rm(dataDir, { recursive: true, force: true });
}

/** Starts for the test at hand; stopped at its end at the latest. */
export async function start(dataDir: string, fsync = false): Promise<EmbeddedPostgres> {
  const database = await startEmbeddedPostgres({ dataDir, log: quietLog, fsync });
  onTestFinished(() => database.stop());
  return database;
}

/** The first column of the first row. */
export async function ask(url: string, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return Object.values(rows[0] ?? {})[0];
  } finally {
    await client.end().catch(() => {});
  }
}

export async function serverPid(dataDir: string): Promise<number> {
  return Number((await readFile(join(dataDir, "cluster", "postmaster.pid"), "utf8")).split("\n")[0]);
}

/** Another process that uses the data folder. */
export async function startInAnotherProcess(dataDir: string) {
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL("./hold-server.ts", import.meta.url)), dataDir],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  onTestFinished(() => end(child, "SIGKILL"));
  const [line] = await once(createInterface(child.stdout), "line");
  // The child prints exactly this shape, in hold-server.ts.
  const said = JSON.parse(String(line)) as { adopted: boolean; adminUrl: string };
  return {
    ...said,
    stop: () => end(child, "SIGTERM"),
    kill: () => end(child, "SIGKILL"),
  };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill(signal);
  await exit;
}
