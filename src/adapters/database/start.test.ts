import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { urlForDatabase } from "./database-url.ts";
import { isAlive } from "./processes.ts";
import { removeEmbeddedPostgres, startEmbeddedPostgres } from "./start.ts";
import {
  ask,
  dataDirOfThisFile,
  quietLog,
  serverPid,
  start,
  temporaryDataDir,
} from "./testing/temporary-database.ts";

const PATIENT = { timeout: 20_000 };
const ofThisFile = dataDirOfThisFile();

test("a first start makes the main database with UTF-8 and the built-in locale", async () => {
  const database = await start(await temporaryDataDir());
  expect(database.adopted).toBe(false);
  expect(await ask(database.adminUrl, "SELECT current_database()")).toBe("parley");
  const locale =
    "SELECT datlocprovider::text || ' ' || datlocale || ' ' || pg_encoding_to_char(encoding) FROM pg_database";
  expect(await ask(database.adminUrl, `${locale} WHERE datname = 'parley'`)).toBe("b C.UTF-8 UTF8");
});

test("the server keeps commits durable unless told otherwise", async () => {
  const dataDir = ofThisFile();
  const database = await startEmbeddedPostgres({ dataDir, log: quietLog, settings: { work_mem: "3MB" } });
  expect(await ask(database.adminUrl, "SHOW fsync")).toBe("on");
  expect(await ask(database.adminUrl, "SHOW synchronous_commit")).toBe("on");
  expect(await ask(database.adminUrl, "SHOW work_mem")).toBe("3MB");
  await database.stop();
});

test("tools reach the server on 127.0.0.1 with the password, and nobody without it", async () => {
  const database = await start(ofThisFile());
  const url = new URL(database.adminUrl);
  const open = `postgresql://postgres:${url.password}@127.0.0.1:${database.port}/parley`;
  expect(await ask(open, "SELECT 1")).toBe(1);
  await expect(ask(open.replace(url.password, "guess"), "SELECT 1")).rejects.toMatchObject({ code: "28P01" });
  await expect(ask(database.adminUrl.replace(url.password, "guess"), "SELECT 1")).rejects.toMatchObject({
    code: "28P01",
  });
});

test("secrets and data are closed to other users", async () => {
  const dataDir = ofThisFile();
  await start(dataDir);
  for (const file of ["password", "port", "postgres.log", "start.lock", "clients.lock"]) {
    expect((await stat(join(dataDir, file))).mode & 0o777, file).toBe(0o600);
  }
  for (const folder of ["cluster", "run"]) {
    expect((await stat(join(dataDir, folder))).mode & 0o777, folder).toBe(0o700);
  }
});

test("data, password and port are the same after a stop and a start", async () => {
  const dataDir = ofThisFile();
  const first = await start(dataDir);
  await ask(first.adminUrl, "CREATE TABLE note AS SELECT 'kept' AS text");
  await first.stop();
  const second = await start(dataDir);
  expect(second.adminUrl).toBe(first.adminUrl);
  expect(second.adopted).toBe(false);
  expect(await ask(second.adminUrl, "SELECT text FROM note")).toBe("kept");
});

test("a stop ends the server and leaves nothing half done, and a second stop does no harm", async () => {
  const dataDir = ofThisFile();
  const database = await start(dataDir);
  const pid = await serverPid(dataDir);
  await Promise.all([database.stop(), database.stop()]);
  await database.stop();
  expect(await isAlive(pid)).toBe(false);
  expect(await readdir(join(dataDir, "run"))).toEqual([]);
  expect(await readdir(join(dataDir, "cluster"))).not.toContain("postmaster.pid");
  expect((await readdir(dataDir)).join()).not.toContain("cluster.new");
});

test("a stop does not wait for open transactions", async () => {
  const dataDir = ofThisFile();
  const database = await start(dataDir);
  const waiting = ask(database.adminUrl, "SELECT pg_sleep(600)").catch((error: unknown) => error);
  await expect
    .poll(
      () => ask(database.adminUrl, "SELECT count(*)::int FROM pg_stat_activity WHERE wait_event = 'PgSleep'"),
      PATIENT,
    )
    .toBe(1);
  await database.stop();
  expect(await waiting).toBeInstanceOf(Error);
});

test("an aborted start throws the signal's reason and leaves no server and nothing half made", async () => {
  const dataDir = await temporaryDataDir();
  const abort = new AbortController();
  const starting = startEmbeddedPostgres({ dataDir, log: quietLog, fsync: false, signal: abort.signal });
  await expect.poll(async () => (await readdir(dataDir)).join(), PATIENT).toContain("cluster.new");
  abort.abort(new Error("enough"));
  await expect(starting).rejects.toThrow("enough");
  expect((await readdir(dataDir)).join()).not.toContain("cluster.new");
  expect((await start(dataDir)).adopted).toBe(false);
});

test("a folder whose path is too long for a socket is served through a short one, which goes at the end", async () => {
  const dataDir = join(await temporaryDataDir(), "long".repeat(25), "größe, a list");
  const database = await start(dataDir);
  const socketFolder = decodeURIComponent(new URL(database.adminUrl).hostname);
  expect(socketFolder).toMatch(/^\/tmp\/parley-socket-/);
  expect(await ask(database.adminUrl, "SELECT 1")).toBe(1);
  await database.stop();
  await expect(stat(socketFolder)).rejects.toMatchObject({ code: "ENOENT" });
});

test("removal deletes the data folder, but not while somebody uses it", async () => {
  const dataDir = await temporaryDataDir();
  const database = await start(dataDir);
  await expect(removeEmbeddedPostgres(dataDir)).rejects.toMatchObject({ code: "busy" });
  await database.stop();
  await removeEmbeddedPostgres(dataDir);
  await expect(stat(dataDir)).rejects.toMatchObject({ code: "ENOENT" });
});

test("the server's log stands in the data folder", async () => {
  const dataDir = ofThisFile();
  const database = await start(dataDir);
  await ask(urlForDatabase(database.adminUrl, "postgres"), "SELECT nonsense").catch(() => {});
  await expect.poll(() => readFile(join(dataDir, "postgres.log"), "utf8"), PATIENT).toContain("nonsense");
});
