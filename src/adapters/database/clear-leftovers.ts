import { setTimeout as delay } from "node:timers/promises";
import { EmbeddedPostgresError } from "./errors.ts";
import { readPidFile } from "./pid-file.ts";
import type { Place } from "./place.ts";
import { isAlive, processesIn, signalProcess, worksIn } from "./processes.ts";

/** Backends end by themselves once they notice that their postmaster is gone; one deep in a query needs help. */
const STEPS = [
  { patienceMs: 1_000, next: "SIGTERM" },
  { patienceMs: 8_000, next: "SIGQUIT" },
  { patienceMs: 5_000, next: undefined },
] as const;

/**
 * Sees to it that no process of an earlier server works in the cluster: a new server beside it would ruin
 * the data. Throws `leftover-processes` when they do not go, and `busy` when one turns out to be a live
 * server that had not yet written its pid file.
 */
export async function clearLeftovers(place: Place): Promise<void> {
  let left = await processesIn(place.cluster);
  for (const step of STEPS) {
    if (await areGone(left, place, step.patienceMs)) return;
    left = await processesIn(place.cluster);
    if (step.next) for (const pid of left) signalProcess(pid, step.next);
  }
  throw new EmbeddedPostgresError(
    "leftover-processes",
    `Processes of an earlier PostgreSQL still work in ${place.cluster}: ${left.join(", ")}. ` +
      "End them, then start Parley again.",
  );
}

async function areGone(pids: readonly number[], place: Place, patienceMs: number): Promise<boolean> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const alive = await Promise.all(pids.map(isAlive));
    if (!alive.includes(true)) return true;
    const file = await readPidFile(place.cluster);
    if (file && (await worksIn(file.pid, place.cluster))) {
      throw new EmbeddedPostgresError("busy", `Another PostgreSQL has just started in ${place.cluster}.`);
    }
    if (performance.now() > deadline) return false;
    await delay(20);
  }
}
