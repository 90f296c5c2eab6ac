import { copyFile, open, stat, truncate } from "node:fs/promises";
import { join } from "node:path";

/** Two files of this size, in bytes, are kept at most: postgres.log and postgres.log.1. */
const LARGEST_LOG = 10 * 1024 * 1024;
const CHECK_EVERY_MS = 60_000;

export function logFileOf(dataDir: string): string {
  return join(dataDir, "postgres.log");
}

/** Opened by us and handed down, so the server writes it even where its own user could not enter. */
export async function openServerLog(dataDir: string) {
  await shortenServerLog(dataDir);
  return open(logFileOf(dataDir), "a+", 0o600);
}

/** The server appends, so its log may be cut under its feet. */
export async function shortenServerLog(dataDir: string, largest = LARGEST_LOG): Promise<void> {
  const file = logFileOf(dataDir);
  const size = await stat(file).then(
    ({ size }) => size,
    () => 0,
  );
  if (size <= largest) return;
  // On a full disk the copy fails; cutting the log still gives room back.
  await copyFile(file, `${file}.1`).catch(() => {});
  await truncate(file, 0).catch(() => {});
}

/** Keeps the log bounded while this process lives. Call the answer to end it. */
export function watchServerLog(dataDir: string): () => void {
  const timer = setInterval(() => void shortenServerLog(dataDir), CHECK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** What the server wrote after the first `from` bytes, cut to the last 8 kB. */
export async function readLogSince(dataDir: string, from: number): Promise<string> {
  const file = await open(logFileOf(dataDir), "r");
  try {
    const { size } = await file.stat();
    const start = Math.max(from > size ? 0 : from, size - 8_192);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(8_192), 0, 8_192, start);
    return buffer.toString("utf8", 0, bytesRead);
  } finally {
    await file.close();
  }
}
