import { expect, test } from "vitest";
import { isAlive } from "./processes.ts";
import {
  ask,
  dataDirOfThisFile,
  serverPid,
  start,
  startInAnotherProcess,
  temporaryDataDir,
} from "./testing/temporary-database.ts";

const ofThisFile = dataDirOfThisFile();

test("a server whose parent was killed lives on, and the next start adopts it", async () => {
  const dataDir = ofThisFile();
  const killed = await startInAnotherProcess(dataDir);
  const pid = await serverPid(dataDir);
  await killed.kill();
  expect(await isAlive(pid)).toBe(true);
  const database = await start(dataDir);
  expect(database.adopted).toBe(true);
  expect(database.adminUrl).toBe(killed.adminUrl);
  expect(await ask(database.adminUrl, "SELECT 1")).toBe(1);
  await database.stop();
  expect(await isAlive(pid)).toBe(false);
});

test("several starts at once on an empty folder share one server", async () => {
  const dataDir = await temporaryDataDir();
  const [first, second, ...own] = await Promise.all([
    startInAnotherProcess(dataDir),
    startInAnotherProcess(dataDir),
    start(dataDir),
    start(dataDir),
  ]);
  const all = [first, second, ...own];
  expect(all.filter((one) => !one.adopted)).toHaveLength(1);
  expect(new Set(all.map((one) => one.adminUrl)).size).toBe(1);
});

test("stopping one of two processes does not cut the other, whoever started the server", async () => {
  const dataDir = ofThisFile();
  const starter = await startInAnotherProcess(dataDir);
  const joiner = await start(dataDir);
  expect(joiner.adopted).toBe(true);
  const pid = await serverPid(dataDir);
  await starter.stop();
  expect(await ask(joiner.adminUrl, "SELECT 1")).toBe(1);
  const third = await startInAnotherProcess(dataDir);
  await joiner.stop();
  expect(await ask(third.adminUrl, "SELECT 1")).toBe(1);
  await third.stop();
  expect(await isAlive(pid)).toBe(false);
});

test("a killed process does not count as a user of the server", async () => {
  const dataDir = ofThisFile();
  const database = await start(dataDir);
  const pid = await serverPid(dataDir);
  const other = await startInAnotherProcess(dataDir);
  await other.kill();
  await database.stop();
  expect(await isAlive(pid)).toBe(false);
});

test("starts and stops that overlap never lose the server under a user", async () => {
  const dataDir = ofThisFile();
  const rounds = Array.from({ length: 4 }, async () => {
    for (let round = 0; round < 4; round += 1) {
      const database = await start(dataDir);
      expect(await ask(database.adminUrl, "SELECT 1")).toBe(1);
      await database.stop();
    }
  });
  await Promise.all(rounds);
});
