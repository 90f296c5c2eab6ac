import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { removeEmbeddedPostgres, startEmbeddedPostgres } from "../adapters/database/start.ts";
import { freePort, type ParleyProcess, startParleyProcess } from "./parley-process.ts";

const quiet = { info: () => {}, warn: () => {} };

/** A data folder of its own with the embedded PostgreSQL, fsync on, and the processes that run on it. */
export interface ParleyInstallation {
  readonly dataDir: string;
  /** The same for every process, so that cookies and addresses outlive a restart: one process at a time. */
  readonly url: string;

  start(nodeArguments?: readonly string[]): Promise<ParleyProcess>;
  /** As the superuser, past row-level security. The server lives on while this is open. */
  openAdmin(): Promise<pg.Pool>;
  /** Ends the processes and the server and deletes the folder. */
  remove(): Promise<void>;
}

export async function newInstallation(
  env: Readonly<Record<string, string>> = {},
): Promise<ParleyInstallation> {
  const dataDir = await mkdtemp(join(tmpdir(), "parley-"));
  // The server's own user must be able to pass through.
  await chmod(dataDir, 0o711);
  const port = await freePort();
  const processes: ParleyProcess[] = [];
  const closers: (() => Promise<void>)[] = [];
  const postgres = join(dataDir, "postgres");
  return {
    dataDir,
    url: `http://127.0.0.1:${port}`,
    async start(nodeArguments = []) {
      const started = await startParleyProcess({ dataDir, port, env, nodeArguments });
      processes.push(started);
      return started;
    },
    async openAdmin() {
      const server = await startEmbeddedPostgres({ dataDir: postgres, log: quiet });
      const pool = new pg.Pool({ connectionString: server.adminUrl, max: 2 });
      pool.on("error", () => {});
      closers.push(async () => {
        await pool.end();
        await server.stop();
      });
      return pool;
    },
    async remove() {
      for (const process of processes) await process.kill();
      for (const close of closers) await close();
      await removeEmbeddedPostgres(postgres);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
