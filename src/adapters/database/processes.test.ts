import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { canBeSignalled, isAlive, processesIn, signalProcess, waitForEnd, worksIn } from "./processes.ts";
import { dataDirOfThisFile, serverPid, start } from "./testing/temporary-database.ts";
import { temporaryFolder } from "./testing/temporary-folder.ts";

const ofThisFile = dataDirOfThisFile();

async function sleeper() {
  const child = spawn("sleep", ["600"]);
  await once(child, "spawn");
  const exit = once(child, "exit");
  const pid = child.pid ?? 0;
  onTestFinished(async () => {
    signalProcess(pid, "SIGKILL");
    await exit;
  });
  return { pid, exit };
}

test("a process lives until it ends, and a signal to one that is gone does no harm", async () => {
  const { pid, exit } = await sleeper();
  expect(await isAlive(pid)).toBe(true);
  expect(await waitForEnd([pid], 30)).toBe(false);
  signalProcess(pid, "SIGTERM");
  expect(await waitForEnd([pid], 20_000)).toBe(true);
  await exit;
  signalProcess(pid, "SIGTERM");
  expect(await isAlive(pid)).toBe(false);
});

test("a number that can belong to nobody is neither alive nor open to signals", async () => {
  expect(await isAlive(2_147_483_646)).toBe(false);
  expect(canBeSignalled(2_147_483_646)).toBe(false);
  expect(canBeSignalled(process.pid)).toBe(true);
});

test("a server is known by the folder that it works in, and its backends with it", async () => {
  const database = await start(ofThisFile());
  const cluster = join(ofThisFile(), "cluster");
  const pid = await serverPid(ofThisFile());
  expect(await worksIn(pid, cluster)).toBe(true);
  expect(await worksIn(pid, await temporaryFolder())).toBe(false);
  const all = await processesIn(cluster);
  expect(all).toContain(pid);
  expect(all.length).toBeGreaterThan(3);
  await database.stop();
  expect(await processesIn(cluster)).toEqual([]);
  expect(await worksIn(pid, cluster)).toBe(false);
});

test("another program that stands in the folder is not taken for a server", async () => {
  const folder = await temporaryFolder();
  const child = spawn("sleep", ["600"], { cwd: folder });
  await once(child, "spawn");
  const exit = once(child, "exit");
  expect(await worksIn(child.pid ?? 0, folder)).toBe(false);
  expect(await processesIn(folder)).toEqual([]);
  child.kill("SIGKILL");
  await exit;
});
