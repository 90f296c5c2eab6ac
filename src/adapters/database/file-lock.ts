import { closeSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as delay } from "node:timers/promises";
import { systemCode } from "./errors.ts";
import { notWritable } from "./explain-failure.ts";

/**
 * A lock that the operating system drops when its holder dies, however it dies, so none is ever stale.
 * Node has no flock of its own; SQLite's locks on an empty file are the kernel's, and also tell
 * apart two holders inside one process.
 */
export interface FileLock {
  release(): void;
}

/**
 * Tries once. Undefined when somebody else's lock stands in the way. Nothing else may open and close
 * the file in a process that holds it: that would drop the lock (POSIX, fcntl).
 */
export function tryLock(file: string, kind: "shared" | "exclusive"): FileLock | undefined {
  makeFile(file);
  let handle: DatabaseSync | undefined;
  try {
    handle = new DatabaseSync(file, { timeout: 0 });
    handle.exec("PRAGMA journal_mode = MEMORY");
    handle.exec(kind === "exclusive" ? "BEGIN EXCLUSIVE" : "BEGIN; SELECT count(*) FROM sqlite_schema");
  } catch (error) {
    handle?.close();
    if (isBusy(error)) return undefined;
    throw notWritable(dirname(file), error);
  }
  return {
    release() {
      if (handle.isOpen) handle.close();
    },
  };
}

/** Waits up to `patienceMs` for the lock; undefined when the time is over. Throws the signal's reason on abort. */
export async function waitForLock(
  file: string,
  kind: "shared" | "exclusive",
  patienceMs: number,
  signal?: AbortSignal,
): Promise<FileLock | undefined> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    signal?.throwIfAborted();
    const lock = tryLock(file, kind);
    if (lock || performance.now() > deadline) return lock;
    await delay(25);
  }
}

/** With nobody else's right to open it; "wx" never opens a file that is there. */
function makeFile(file: string): void {
  try {
    closeSync(openSync(file, "wx", 0o600));
  } catch (error) {
    if (systemCode(error) !== "EEXIST") throw error;
  }
}

function isBusy(error: unknown): boolean {
  const SQLITE_BUSY = 5;
  return (
    error instanceof Error &&
    "errcode" in error &&
    typeof error.errcode === "number" &&
    error.errcode % 256 === SQLITE_BUSY
  );
}
