import { setTimeout as delay } from "node:timers/promises";

const PATIENCE_MS = 20_000;
const PAUSE_MS = 50;

/** What `look` finds, as soon as it finds something. @throws Error naming `what` after 20 s */
export async function until<Found>(what: string, look: () => Promise<Found | undefined>): Promise<Found> {
  const patience = AbortSignal.timeout(PATIENCE_MS);
  while (!patience.aborted) {
    const found = await look();
    if (found !== undefined) return found;
    await delay(PAUSE_MS);
  }
  throw new Error(`Not within ${PATIENCE_MS / 1000} s: ${what}.`);
}
