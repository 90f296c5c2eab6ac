import { chmod, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadSecretKey } from "./secret-key.ts";

let dataDir = "";

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "secret-key-"));
});
afterEach(() => rm(dataDir, { recursive: true }));

test("a configured key is taken as it is and nothing is written", async () => {
  expect(await loadSecretKey({ secretKey: "configured", dataDir })).toBe("configured");
  expect(await readdir(dataDir)).toEqual([]);
});

test("a key is made once, in a folder made for it, and readable by its owner only", async () => {
  const config = { secretKey: null, dataDir: join(dataDir, "new") };
  const key = await loadSecretKey(config);
  expect(key.length).toBeGreaterThanOrEqual(32);
  expect(await loadSecretKey(config)).toBe(key);
  expect((await stat(join(config.dataDir, "secret-key"))).mode & 0o777).toBe(0o600);
  expect(await readdir(config.dataDir)).toEqual(["secret-key"]);
});

test("starters at the same moment end up with one key", async () => {
  const keys = await Promise.all(
    Array.from({ length: 20 }, () => loadSecretKey({ secretKey: null, dataDir })),
  );
  expect(new Set(keys).size).toBe(1);
  expect(await readdir(dataDir)).toEqual(["secret-key"]);
});

test("a key file that others could read is closed to them", async () => {
  const file = join(dataDir, "secret-key");
  await writeFile(file, "k".repeat(40));
  await chmod(file, 0o644);
  await loadSecretKey({ secretKey: null, dataDir });
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test("a damaged key file is refused, not replaced: what it sealed would be lost", async () => {
  await writeFile(join(dataDir, "secret-key"), "");
  await expect(loadSecretKey({ secretKey: null, dataDir })).rejects.toThrow(/damaged/);
});
