import { setTimeout as delay } from "node:timers/promises";
import { checkServer } from "./connect.ts";
import { EmbeddedPostgresError } from "./errors.ts";
import { disownPidFile, readPidFile } from "./pid-file.ts";
import type { Place } from "./place.ts";
import { canBeSignalled, isAlive, worksIn } from "./processes.ts";
import { addressOf, type RunningServer, removeSocketFolder } from "./run-server.ts";

/** A server that replays its journal after a crash. */
const RECOVERY_PATIENCE_MS = 3_600_000;
/** A server that says it is ready yet does not answer. */
const ANSWER_PATIENCE_MS = 30_000;

/**
 * The live server of this place, proven by process, folder and password; undefined when there is none,
 * with a stale pid file made harmless. Waits for one that is starting or stopping.
 */
export async function adoptServer(
  place: Place,
  password: string | undefined,
  signal?: AbortSignal,
): Promise<(RunningServer & { password: string }) | undefined> {
  const begun = performance.now();
  let lastError: unknown;
  for (;;) {
    signal?.throwIfAborted();
    const file = await readPidFile(place.cluster);
    if (!file) return undefined;
    if (!(await worksIn(file.pid, place.cluster))) {
      if (canBeSignalled(file.pid)) await disownPidFile(place.cluster);
      // A live number may be the server that this folder was copied from: its socket is not ours to remove.
      if (!(await isAlive(file.pid))) await removeSocketFolder(file.socketFolder);
      return undefined;
    }
    if (file.status === "ready" && file.port !== undefined) {
      if (password === undefined) throw passwordLost(place, file.pid);
      // Cleaners of /tmp may have taken the socket away; 127.0.0.1 is still there.
      for (const folder of [file.socketFolder, undefined]) {
        const address = addressOf(folder, file.port);
        try {
          await checkServer(address, password, place.cluster);
          return { pid: file.pid, address, password };
        } catch (error) {
          if (error instanceof EmbeddedPostgresError) throw error;
          lastError = error;
        }
      }
    }
    const patience = file.status === "ready" ? ANSWER_PATIENCE_MS : RECOVERY_PATIENCE_MS;
    if (performance.now() - begun > patience) throw notAnswering(place, file.pid, lastError);
    await delay(50);
  }
}

function notAnswering(place: Place, pid: number, cause: unknown): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    "not-answering",
    `PostgreSQL (process ${pid}) holds ${place.cluster} but does not answer. ` +
      `End it with kill -QUIT ${pid}, then start Parley again.`,
    { cause },
  );
}

function passwordLost(place: Place, pid: number): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    "password-mismatch",
    `PostgreSQL (process ${pid}) serves ${place.cluster}, but its password is gone from ${place.dataDir}. ` +
      `Stop it with kill -INT ${pid}, then start Parley again: a new password will be made.`,
  );
}
