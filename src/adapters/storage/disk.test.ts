import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { newId } from "../../kernel/ids.ts";
import { type FileStorage, MissingBytes } from "../../modules/files/ports.ts";
import { createDiskStorage, INCOMING_FOLDER } from "./disk.ts";

let folder: string;
let storage: FileStorage;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "parley-disk-"));
  storage = createDiskStorage(join(folder, "files"));
});
afterEach(() => rm(folder, { recursive: true }));

const never = new AbortController().signal;
const keyOf = () => `${newId()}/${newId()}`;
const of = (content: string) => Readable.from([Buffer.from(content)]);
const everything = async () =>
  (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());

describe("a file on disk", () => {
  it("is read as it was written, and is closed to others", async () => {
    const key = keyOf();
    await storage.write(key, of("What it says."), never);
    expect(await text(await storage.read(key))).toBe("What it says.");
    expect((await stat(join(folder, "files", key))).mode & 0o077).toBe(0);
  });

  it("that broke off leaves nothing, and what broke it is told", async () => {
    const broken = (async function* () {
      yield Buffer.from("half");
      throw new Error("The line went dead.");
    })();
    await expect(storage.write(keyOf(), broken, never)).rejects.toThrow("went dead");
    expect(await everything()).toEqual([]);
  });

  it("whose writer was told to stop leaves nothing", async () => {
    const stop = new AbortController();
    const content = (async function* () {
      yield Buffer.from("half");
      stop.abort(new Error("Enough."));
      yield Buffer.from("the rest");
    })();
    await expect(storage.write(keyOf(), content, stop.signal)).rejects.toThrow("Enough");
    expect(await everything()).toEqual([]);
  });

  it("is written while the others of its workspace come and go", async () => {
    const workspace = newId();
    const comeAndGo = async () => {
      for (let round = 0; round < 100; round += 1) {
        const key = `${workspace}/${newId()}`;
        await storage.write(key, of("Here."), never);
        await storage.remove(key);
      }
    };
    await Promise.all([comeAndGo(), comeAndGo(), comeAndGo()]);
    expect(await everything()).toEqual([]);
  });

  it("that is removed is missing, and removing it again is no failure", async () => {
    const key = keyOf();
    await storage.write(key, of("Soon gone."), never);
    await storage.remove(key);
    await storage.remove(key);
    await expect(storage.read(key)).rejects.toThrow(MissingBytes);
    expect(await readdir(join(folder, "files"))).toEqual([INCOMING_FOLDER]);
  });

  it.each([
    "../../etc/passwd",
    "a/b",
    "",
    `${newId()}`,
    `${newId()}/../x`,
    `/${newId()}`,
    `${newId()}/${newId()}/x`,
  ])("has no place under the key %j", async (key) => {
    await expect(storage.write(key, of("x"), never)).rejects.toThrow("two ids");
    await expect((async () => storage.read(key))()).rejects.toThrow("two ids");
  });

  it("is listed, and a draft that a dead process left goes after a day", async () => {
    const key = keyOf();
    await storage.write(key, of("Here."), never);
    await mkdir(join(folder, "files", INCOMING_FOLDER), { recursive: true });
    const [old, fresh] = ["old", "fresh"].map((name) => join(folder, "files", INCOMING_FOLDER, name));
    for (const path of [old, fresh]) await writeFile(path ?? "", "half");
    const before = new Date(Date.now() - 90_000_000);
    await utimes(old ?? "", before, before);
    const listed = [];
    for await (const { key: found } of storage.list()) listed.push(found);
    expect(listed).toEqual([key]);
    expect(await readdir(join(folder, "files", INCOMING_FOLDER))).toEqual(["fresh"]);
  });

  it("of a storage that was never used lists nothing", async () => {
    for await (const found of storage.list()) throw new Error(found.key);
  });
});
