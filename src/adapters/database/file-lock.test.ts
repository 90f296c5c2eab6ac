import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { tryLock, waitForLock } from "./file-lock.ts";

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "parley-lock-"));
  file = join(folder, "a.lock");
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function lockInAnotherProcess(kind: "shared" | "exclusive") {
  const script = `
    import { tryLock } from ${JSON.stringify(join(import.meta.dirname, "file-lock.ts"))};
    globalThis.lock = tryLock(process.argv[1], process.argv[2]);
    setInterval(() => {}, 60_000);
    process.stdout.write(String(lock !== undefined));`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script, file, kind]);
  const [got] = await once(child.stdout, "data");
  return {
    got: String(got) === "true",
    async kill() {
      const exit = once(child, "exit");
      child.kill("SIGKILL");
      await exit;
    },
  };
}

test("an exclusive lock keeps everybody else out until it is released, twice if need be", () => {
  const lock = tryLock(file, "exclusive");
  expect(tryLock(file, "exclusive")).toBeUndefined();
  expect(tryLock(file, "shared")).toBeUndefined();
  lock?.release();
  lock?.release();
  const next = tryLock(file, "exclusive");
  expect(next).toBeDefined();
  next?.release();
});

test("shared locks stand side by side and keep an exclusive one out until the last is gone", () => {
  const first = tryLock(file, "shared");
  const second = tryLock(file, "shared");
  expect(second).toBeDefined();
  first?.release();
  expect(tryLock(file, "exclusive")).toBeUndefined();
  second?.release();
  const alone = tryLock(file, "exclusive");
  expect(alone).toBeDefined();
  alone?.release();
});

test("a lock holds against other processes and goes when its holder is killed", async () => {
  for (const kind of ["shared", "exclusive"] as const) {
    const other = await lockInAnotherProcess(kind);
    expect(other.got).toBe(true);
    expect(tryLock(file, "exclusive")).toBeUndefined();
    const waiting = waitForLock(file, "exclusive", 30_000);
    await other.kill();
    const mine = await waiting;
    expect(mine).toBeDefined();
    mine?.release();
  }
});

test("waiting ends with nothing when the time is over, and with the signal's reason on abort", async () => {
  const lock = tryLock(file, "exclusive");
  expect(await waitForLock(file, "exclusive", 50)).toBeUndefined();
  const abort = new AbortController();
  const waiting = waitForLock(file, "exclusive", 30_000, abort.signal);
  abort.abort(new Error("enough"));
  await expect(waiting).rejects.toThrow("enough");
  lock?.release();
});

test("no other file is left beside the lock", async () => {
  const lock = tryLock(file, "exclusive");
  expect(await readdir(folder)).toEqual(["a.lock"]);
  lock?.release();
});

test("a lock file that is something else is reported with what to do", async () => {
  await writeFile(file, "not a lock ".repeat(200));
  expect(() => tryLock(file, "exclusive")).toThrow(expect.objectContaining({ code: "folder-not-writable" }));
});
