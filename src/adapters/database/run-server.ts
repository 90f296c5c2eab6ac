import { type ChildProcess, spawn } from "node:child_process";
import { chmod, chown, mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Binaries } from "./binaries.ts";
import type { ServerAddress } from "./database-url.ts";
import { explainOutput } from "./explain-failure.ts";
import { readPidFile } from "./pid-file.ts";
import type { Place } from "./place.ts";
import { CLEAN_ENVIRONMENT } from "./run-program.ts";
import { openServerLog, readLogSince } from "./server-log.ts";
import { serverArguments } from "./settings.ts";

export interface RunningServer {
  pid: number;
  address: ServerAddress;
}

interface RunOptions {
  port: number;
  fsync: boolean;
  settings: Record<string, string>;
  signal?: AbortSignal | undefined;
  /** Called once when the server takes more than ten seconds. */
  onSlow?: (() => void) | undefined;
}

/** sockaddr_un holds 108 bytes with the closing NUL (unix(7)). */
const LONGEST_SOCKET_PATH = 107;
/** Replaying a long journal after a crash takes its time; ending it early would only begin it again. */
const READY_TIMEOUT_MS = 3_600_000;
const SLOW_MS = 10_000;

/** Starts the server and waits until it takes connections. It lives on when this process dies. */
export async function runServer(
  place: Place,
  binaries: Binaries,
  options: RunOptions,
): Promise<RunningServer> {
  const socketFolder = await makeSocketFolder(place);
  const log = await openServerLog(place.dataDir);
  const { size: logStart } = await log.stat();
  try {
    const args = serverArguments({ ...options, cluster: place.cluster, socketFolder });
    const server = spawnServer(binaries.postgres, args, place, log.fd);
    await waitUntilReady(server, place.cluster, options);
    return { pid: server.pid ?? 0, address: addressOf(socketFolder, options.port) };
  } catch (error) {
    await removeSocketFolder(socketFolder);
    if (error !== NOT_RUNNING) throw error;
    throw await explainOutput("postgres", await readLogSince(place.dataDir, logStart), place.home);
  } finally {
    await log.close();
  }
}

function spawnServer(postgres: string, args: string[], place: Place, logFd: number): ChildProcess {
  const server = spawn(postgres, args, {
    ...place.user,
    cwd: place.home,
    env: CLEAN_ENVIRONMENT,
    // A session of its own: Ctrl-C in a terminal reaches us, who then stop it in order.
    detached: true,
    stdio: ["ignore", logFd, logFd],
  });
  // Without a listener a failed spawn would end this process; it shows as a server without a number.
  server.on("error", () => {});
  server.unref();
  return server;
}

/** Where to reach a server that listens in the folder, or on 127.0.0.1 when there is none. */
export function addressOf(socketFolder: string | undefined, port: number): ServerAddress {
  return { host: socketFolder ?? "127.0.0.1", port };
}

/** Removes a socket folder that was made outside the home, with what a killed server left in it. */
export async function removeSocketFolder(folder: string | undefined): Promise<void> {
  if (folder && /^\/tmp\/parley-socket-\w{6}$/.test(folder))
    await rm(folder, { recursive: true, force: true });
}

const NOT_RUNNING = new Error("The server ended before it was ready.");

async function waitUntilReady(server: ChildProcess, cluster: string, options: RunOptions): Promise<void> {
  const begun = performance.now();
  let told = false;
  while (performance.now() - begun < READY_TIMEOUT_MS) {
    if (options.signal?.aborted) {
      server.kill("SIGQUIT");
      throw options.signal.reason;
    }
    if (!told && performance.now() - begun > SLOW_MS) {
      told = true;
      options.onSlow?.();
    }
    if (server.pid === undefined || server.exitCode !== null || server.signalCode !== null) throw NOT_RUNNING;
    const file = await readPidFile(cluster);
    if (file?.pid === server.pid && file.status === "ready") return;
    await delay(15);
  }
  server.kill("SIGQUIT");
  throw NOT_RUNNING;
}

/** `run` in the home, or a short folder in /tmp when its path is too long for a socket. */
async function makeSocketFolder(place: Place): Promise<string | undefined> {
  const run = join(place.home, "run");
  const longest = Buffer.byteLength(join(run, ".s.PGSQL.65535"));
  // The setting is a list, in which commas and quotes have a meaning.
  const fits = longest <= LONGEST_SOCKET_PATH && !/[,"]/.test(run);
  try {
    if (fits) await mkdir(run, { recursive: true, mode: 0o700 });
    const folder = fits ? run : await mkdtemp("/tmp/parley-socket-");
    // A killed server's socket stays, with a lock that PostgreSQL honours while its number is taken.
    for (const name of await readdir(folder)) await rm(join(folder, name), { force: true });
    await chmod(folder, 0o700);
    if (place.user) await chown(folder, place.user.uid, place.user.gid);
    return folder;
  } catch (error) {
    if (fits) throw error;
    return undefined;
  }
}
