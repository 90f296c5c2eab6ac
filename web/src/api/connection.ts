import { useSyncExternalStore } from "react";

/** `offline`: the device has no network; `unreachable`: it has, but the server does not answer. */
export type Connection = "online" | "offline" | "unreachable";

const FIRST_PROBE_MS = 1000;
const LAST_PROBE_MS = 15_000;
const PROBE_TIMEOUT_MS = 5000;

let state: Connection = typeof navigator !== "undefined" && navigator.onLine === false ? "offline" : "online";
const listeners = new Set<() => void>();
const recoveries = new Set<() => void>();
let probe: ReturnType<typeof setTimeout> | undefined;

function move(next: Connection): void {
  if (next === state) return;
  const back = next === "online";
  state = next;
  for (const listener of listeners) listener();
  if (back) for (const recover of recoveries) recover();
}

/** An answer came, whatever it said. */
export function reportReached(): void {
  clearTimeout(probe);
  probe = undefined;
  move("online");
}

/** No answer came: say so and look every few seconds whether the server is back. */
export function reportUnreached(): void {
  if (typeof navigator !== "undefined" && navigator.onLine === false) {
    move("offline");
    return;
  }
  move("unreachable");
  scheduleProbe(FIRST_PROBE_MS);
}

function scheduleProbe(delay: number): void {
  if (probe !== undefined) return;
  probe = setTimeout(async () => {
    probe = undefined;
    const reached = await answers();
    if (reached) reportReached();
    else if (state !== "offline") scheduleProbe(Math.min(delay * 2, LAST_PROBE_MS));
  }, delay);
}

/** Asks the server now, and lets everyone know when it does not answer. */
export async function serverAnswers(): Promise<boolean> {
  const reached = await answers();
  if (!reached) reportUnreached();
  return reached;
}

async function answers(): Promise<boolean> {
  try {
    const response = await fetch("/healthz", {
      cache: "no-store",
      signal: AbortSignal.timeout(PROBE_TIMEOUT_MS),
    });
    return response.ok;
  } catch {
    return false;
  }
}

/** Runs when the connection is back: refetch what failed. */
export function onRecovery(run: () => void): () => void {
  recoveries.add(run);
  return () => recoveries.delete(run);
}

/** Follows the device's own idea of being online; called once by the application. */
export function watchDevice(): () => void {
  const lost = () => move("offline");
  const found = () => {
    move("unreachable");
    scheduleProbe(0);
  };
  window.addEventListener("offline", lost);
  window.addEventListener("online", found);
  return () => {
    window.removeEventListener("offline", lost);
    window.removeEventListener("online", found);
  };
}

export function useConnection(): Connection {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
}
