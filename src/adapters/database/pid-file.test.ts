import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { disownPidFile, readPidFile } from "./pid-file.ts";
import { temporaryFolder } from "./testing/temporary-folder.ts";

const LINES = [
  "4711",
  "/data",
  "1790000000",
  "23456",
  "/data/run",
  "127.0.0.1",
  "  5432001  7",
  "ready   ",
  "",
];

async function clusterWith(text: string): Promise<string> {
  const cluster = await temporaryFolder();
  await writeFile(join(cluster, "postmaster.pid"), text);
  return cluster;
}

test("a complete pid file tells process, port, socket folder and status", async () => {
  expect(await readPidFile(await clusterWith(LINES.join("\n")))).toEqual({
    pid: 4711,
    port: 23456,
    socketFolder: "/data/run",
    status: "ready",
  });
});

test("a server that has just begun has written only the first lines", async () => {
  const cluster = await clusterWith(`${LINES.slice(0, 3).join("\n")}\n`);
  expect(await readPidFile(cluster)).toEqual({
    pid: 4711,
    port: undefined,
    socketFolder: undefined,
    status: undefined,
  });
});

test("a server without a socket has an empty line for its folder", async () => {
  const cluster = await clusterWith(LINES.map((line) => (line === "/data/run" ? "" : line)).join("\n"));
  expect((await readPidFile(cluster))?.socketFolder).toBeUndefined();
});

test("a single-user server's number is written with a minus", async () => {
  expect((await readPidFile(await clusterWith("-4711\n/data\n")))?.pid).toBe(4711);
});

test.each(["", "\n", "0\n", "nonsense\n", "1e999\n"])(
  "a file without a process number counts as none: %j",
  async (text) => {
    expect(await readPidFile(await clusterWith(text))).toBeUndefined();
  },
);

test("no file is no server", async () => {
  expect(await readPidFile(await temporaryFolder())).toBeUndefined();
});

test("a disowned file names a process that cannot exist and keeps what PostgreSQL checks by itself", async () => {
  const cluster = await clusterWith(LINES.join("\n"));
  await disownPidFile(cluster);
  const [pid, ...rest] = (await readFile(join(cluster, "postmaster.pid"), "utf8")).split("\n");
  expect(() => process.kill(Number(pid), 0)).toThrow("ESRCH");
  expect(rest).toEqual(LINES.slice(1));
});
