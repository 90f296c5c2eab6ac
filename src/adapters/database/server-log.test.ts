import { appendFile, mkdtemp, open, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { logFileOf, openServerLog, readLogSince, shortenServerLog } from "./server-log.ts";

let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "parley-log-"));
});

afterEach(() => rm(dataDir, { recursive: true, force: true }));

test("a log that has grown too large is put aside once and goes on empty under the writer's feet", async () => {
  const writer = await openServerLog(dataDir);
  await writer.write("old line\n");
  await shortenServerLog(dataDir, 5);
  await writer.write("new line\n");
  await writer.close();
  expect(await readFile(logFileOf(dataDir), "utf8")).toBe("new line\n");
  expect(await readFile(`${logFileOf(dataDir)}.1`, "utf8")).toBe("old line\n");
  expect(await readdir(dataDir)).toHaveLength(2);
});

test("a small log stays whole", async () => {
  await appendFile(logFileOf(dataDir), "line\n");
  await shortenServerLog(dataDir);
  expect(await readdir(dataDir)).toEqual(["postgres.log"]);
});

test("only what was written since a start is read back, and of that the end", async () => {
  const file = await open(logFileOf(dataDir), "a");
  await file.write("before\n");
  const { size } = await file.stat();
  await file.write(`${"x".repeat(20_000)}\nlast words\n`);
  await file.close();
  const read = await readLogSince(dataDir, size);
  expect(read).not.toContain("before");
  expect(read.endsWith("last words\n")).toBe(true);
  expect(read.length).toBe(8_192);
});
