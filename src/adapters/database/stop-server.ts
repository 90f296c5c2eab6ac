import { EmbeddedPostgresError } from "./errors.ts";
import { readPidFile } from "./pid-file.ts";
import type { Place } from "./place.ts";
import { signalProcess, waitForEnd, worksIn } from "./processes.ts";
import { removeSocketFolder } from "./run-server.ts";

/** Open transactions are rolled back and clients sent away; then without a checkpoint; then by force. */
const STEPS = [
  ["SIGINT", 20_000],
  ["SIGQUIT", 10_000],
  ["SIGKILL", 5_000],
] as const;

/** Stops the place's server if it runs; takes at most 35 seconds. Throws `stop-failed` when even force did nothing. */
export async function stopServer(place: Place): Promise<void> {
  const file = await readPidFile(place.cluster);
  if (!file || !(await worksIn(file.pid, place.cluster))) return;
  for (const [signal, patienceMs] of STEPS) {
    signalProcess(file.pid, signal);
    if (await waitForEnd([file.pid], patienceMs)) {
      await removeSocketFolder(file.socketFolder);
      return;
    }
  }
  throw new EmbeddedPostgresError(
    "stop-failed",
    `PostgreSQL (process ${file.pid}) did not stop. End it with: kill -QUIT ${file.pid}`,
  );
}
