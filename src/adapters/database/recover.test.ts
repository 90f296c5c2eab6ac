import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { isAlive, processesIn } from "./processes.ts";
import { ask, dataDirOfThisFile, serverPid, start, temporaryDataDir } from "./testing/temporary-database.ts";

const PATIENT = { timeout: 20_000 };
const ofThisFile = dataDirOfThisFile();

test("a killed server's committed data is there after the next start", async () => {
  const dataDir = ofThisFile();
  const first = await start(dataDir, true);
  await ask(first.adminUrl, "CREATE TABLE note_crash AS SELECT 'kept' AS text");
  process.kill(await serverPid(dataDir), "SIGKILL");
  const second = await start(dataDir);
  expect(second.adopted).toBe(false);
  expect(await ask(second.adminUrl, "SELECT text FROM note_crash")).toBe("kept");
});

test("backends that outlive a killed server are ended before a new one starts", async () => {
  const dataDir = ofThisFile();
  const first = await start(dataDir);
  const busy = ask(first.adminUrl, "SELECT count(*) FROM generate_series(1, 1e12)").catch(() => {});
  const active = "SELECT count(*)::int FROM pg_stat_activity WHERE query LIKE '%1e12%' AND state = 'active'";
  await expect.poll(() => ask(first.adminUrl, active), PATIENT).toBe(2);
  const old = await processesIn(join(dataDir, "cluster"));
  process.kill(await serverPid(dataDir), "SIGKILL");
  const second = await start(dataDir);
  await busy;
  expect(second.adopted).toBe(false);
  const now = await processesIn(join(dataDir, "cluster"));
  expect(now.filter((pid) => old.includes(pid))).toEqual([]);
});

test("a pid file whose number belongs to another program now does not stand in the way", async () => {
  const dataDir = ofThisFile();
  const first = await start(dataDir);
  const pidFile = join(dataDir, "cluster", "postmaster.pid");
  const left = await readFile(pidFile, "utf8");
  await first.stop();
  const stranger = spawn("sleep", ["600"]);
  onTestFinished(async () => {
    const exit = once(stranger, "exit");
    stranger.kill("SIGKILL");
    await exit;
  });
  await writeFile(pidFile, left.replace(/^\d+/, String(stranger.pid)));
  const second = await start(dataDir);
  expect(second.adopted).toBe(false);
  expect(await ask(second.adminUrl, "SELECT 1")).toBe(1);
  expect(stranger.exitCode).toBeNull();
});

test("a server that was killed and never reaped does not stand in the way", async () => {
  const dataDir = ofThisFile();
  const first = await start(dataDir);
  const pidFile = join(dataDir, "cluster", "postmaster.pid");
  const left = await readFile(pidFile, "utf8");
  await first.stop();
  // The shell's child ends, and the sleep that takes the shell's place never asks for it.
  const parent = spawn("sh", ["-c", "true & echo $!; exec sleep 600"]);
  onTestFinished(async () => {
    const exit = once(parent, "exit");
    parent.kill("SIGKILL");
    await exit;
  });
  const zombie = Number(String((await once(parent.stdout, "data"))[0]));
  await expect.poll(() => isAlive(zombie), PATIENT).toBe(false);
  await writeFile(pidFile, left.replace(/^\d+/, String(zombie)));
  await writeFile(join(dataDir, "run", `.s.PGSQL.${first.port}.lock`), `${zombie}\n`);
  const second = await start(dataDir);
  expect(second.adopted).toBe(false);
  expect(await ask(second.adminUrl, "SELECT 1")).toBe(1);
});

test("a pid file of a dead process does not stand in the way", async () => {
  const dataDir = ofThisFile();
  const first = await start(dataDir);
  const pidFile = join(dataDir, "cluster", "postmaster.pid");
  const left = await readFile(pidFile, "utf8");
  await first.stop();
  const dead = spawn("true");
  await once(dead, "exit");
  await writeFile(pidFile, left.replace(/^\d+/, String(dead.pid)));
  expect((await start(dataDir)).adopted).toBe(false);
});

test("a copy of a running installation gets a server and data of its own", async () => {
  const original = ofThisFile();
  const first = await start(original);
  await ask(first.adminUrl, "CREATE TABLE note_copied AS SELECT 'original' AS text");
  await ask(first.adminUrl, "CHECKPOINT");
  const copy = join(await temporaryDataDir(), "copy");
  await cp(original, copy, { recursive: true, filter: (path) => !path.includes(".s.PGSQL") });
  const second = await start(copy);
  expect(second.adopted).toBe(false);
  expect(second.port).not.toBe(first.port);
  await ask(second.adminUrl, "UPDATE note_copied SET text = 'copy'");
  expect(await ask(first.adminUrl, "SELECT text FROM note_copied")).toBe("original");
  await second.stop();
});

test("a moved installation keeps its data", async () => {
  const parent = await temporaryDataDir();
  const first = await start(join(parent, "before"));
  await ask(first.adminUrl, "CREATE TABLE note_moved AS SELECT 'kept' AS text");
  await first.stop();
  await rename(join(parent, "before"), join(parent, "after"));
  const second = await start(join(parent, "after"));
  expect(await ask(second.adminUrl, "SELECT text FROM note_moved")).toBe("kept");
  await second.stop();
});

test("a port that another program took is exchanged for a free one, which is kept", async () => {
  const dataDir = ofThisFile();
  const first = await start(dataDir);
  await first.stop();
  const squatter = createServer();
  await new Promise<void>((resolve) => squatter.listen(first.port, "127.0.0.1", resolve));
  onTestFinished(() => new Promise<void>((resolve) => void squatter.close(() => resolve())));
  const second = await start(dataDir);
  expect(second.port).not.toBe(first.port);
  await second.stop();
  expect((await start(dataDir)).port).toBe(second.port);
});

test("a lost password is replaced by a new one", async () => {
  const dataDir = ofThisFile();
  const first = await start(dataDir);
  await ask(first.adminUrl, "CREATE TABLE note_password AS SELECT 'kept' AS text");
  await first.stop();
  await rm(join(dataDir, "password"));
  const second = await start(dataDir);
  expect(second.adminUrl).not.toBe(first.adminUrl);
  expect(await ask(second.adminUrl, "SELECT text FROM note_password")).toBe("kept");
});

test("a password that does not fit is refused with the way out, and no server stays behind", async () => {
  const dataDir = ofThisFile();
  const first = await start(dataDir);
  await first.stop();
  const right = await readFile(join(dataDir, "password"));
  await writeFile(join(dataDir, "password"), "another");
  await expect(start(dataDir)).rejects.toMatchObject({
    code: "password-mismatch",
    message: expect.stringContaining("remove the file named password"),
  });
  expect(await processesIn(join(dataDir, "cluster"))).toEqual([]);
  await writeFile(join(dataDir, "password"), right);
});

test("a cluster of another major version is refused untouched", async () => {
  const dataDir = ofThisFile();
  const first = await start(dataDir);
  await first.stop();
  await writeFile(join(dataDir, "cluster", "PG_VERSION"), "17\n");
  await expect(start(dataDir)).rejects.toMatchObject({
    code: "version-mismatch",
    message: expect.stringMatching(/made by PostgreSQL 17.+parley backup.+parley restore/s),
  });
  await writeFile(join(dataDir, "cluster", "PG_VERSION"), "18\n");
});
