import { onRecovery } from "../../../api/connection.ts";

/** Resolves after the time, or earlier: when the connection to the server is back, or the signal fires. */
export function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      forget();
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    const forget = onRecovery(end);
    signal.addEventListener("abort", end);
  });
}

/** What the browser says; it may be wrong about "online", never about "offline". */
export function isOnline(): boolean {
  return navigator.onLine !== false;
}

/** Resolves when the browser has a network (at once when it has one), or when the signal fires. */
export function online(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted || isOnline()) return resolve();
    const end = () => {
      window.removeEventListener("online", end);
      signal.removeEventListener("abort", end);
      resolve();
    };
    window.addEventListener("online", end);
    signal.addEventListener("abort", end);
  });
}
