import { chmod, stat } from "node:fs/promises";
import { adoptServer } from "./adopt.ts";
import { type Binaries, findPackagedBinaries, prepareBinaries } from "./binaries.ts";
import { clearLeftovers } from "./clear-leftovers.ts";
import { checkServer } from "./connect.ts";
import { EmbeddedPostgresError, type EmbeddedPostgresErrorCode } from "./errors.ts";
import { explainOutput } from "./explain-failure.ts";
import { hasCluster, initCluster, removeHalfMade } from "./init-cluster.ts";
import { inventPassword, keepPassword, readPassword, resetPassword } from "./password.ts";
import type { Place } from "./place.ts";
import { choosePort } from "./port.ts";
import { runProgram } from "./run-program.ts";
import { type RunningServer, runServer } from "./run-server.ts";
import { stopServer } from "./stop-server.ts";

export interface BringUpOptions {
  fsync: boolean;
  settings: Record<string, string>;
  signal?: AbortSignal | undefined;
  onSlow?: (() => void) | undefined;
}

export interface LiveServer extends RunningServer {
  password: string;
  adopted: boolean;
}

const ATTEMPTS = 5;

/** Adopts the place's live server, or starts one, on a new cluster if there is none. Call it under the start lock. */
export async function bringUp(place: Place, options: BringUpOptions): Promise<LiveServer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await adoptOrStart(place, options);
    } catch (error) {
      // A start that was killed may have left a server so young that it was not to be seen a moment ago.
      if (!hasCode(error, "busy") || attempt === ATTEMPTS) throw error;
    }
  }
}

async function adoptOrStart(place: Place, options: BringUpOptions): Promise<LiveServer> {
  const kept = await readPassword(place.dataDir);
  const live = await adoptServer(place, kept, options.signal);
  if (live) return { ...live, adopted: true };
  await clearLeftovers(place);
  const binaries = await prepareBinaries(findPackagedBinaries(), place.home, place.user);
  const password = await prepareCluster(place, binaries, kept, options);
  try {
    const server = await runOnFreePort(place, binaries, options);
    await checkServer(server.address, password, place.cluster);
    return { ...server, password, adopted: false };
  } catch (error) {
    if (!hasCode(error, "busy")) await stopServer(place).catch(() => {});
    throw error;
  }
}

async function prepareCluster(
  place: Place,
  binaries: Binaries,
  kept: string | undefined,
  options: BringUpOptions,
): Promise<string> {
  await removeHalfMade(place);
  const password = kept ?? inventPassword();
  if (!(await hasCluster(place.cluster, binaries.major))) {
    await keepPassword(place.dataDir, password);
    await initCluster(place, binaries, password, options);
    return password;
  }
  await giveToServerUser(place);
  if (kept === undefined) {
    await resetPassword(place, binaries, password);
    await keepPassword(place.dataDir, password);
  }
  return password;
}

/** A cluster that was copied or restored may belong to root or be open to others, which PostgreSQL refuses. */
async function giveToServerUser(place: Place): Promise<void> {
  const { uid, mode } = await stat(place.cluster);
  if (place.user && uid === 0) {
    const owner = `${place.user.uid}:${place.user.gid}`;
    const result = await runProgram("chown", ["-Rh", owner, place.cluster], { timeoutMs: 300_000 });
    if (result.exitCode !== 0) throw await explainOutput("chown", result.output, place.cluster);
  }
  if ((mode & 0o077) !== 0) await chmod(place.cluster, 0o700);
}

async function runOnFreePort(
  place: Place,
  binaries: Binaries,
  options: BringUpOptions,
): Promise<RunningServer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await runServer(place, binaries, { ...options, port: await choosePort(place.dataDir) });
    } catch (error) {
      if (!hasCode(error, "port-taken") || attempt === ATTEMPTS) throw error;
    }
  }
}

function hasCode(error: unknown, code: EmbeddedPostgresErrorCode): boolean {
  return error instanceof EmbeddedPostgresError && error.code === code;
}
