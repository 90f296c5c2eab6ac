import { chmod, cp, mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isRoot } from "./os-user.ts";
import { makeDataFolder } from "./place.ts";
import { removeEmbeddedPostgres } from "./start.ts";
import { ask, start, temporaryDataDir } from "./testing/temporary-database.ts";

test("a data folder is made with its parents and closed to other users' eyes", async () => {
  const dataDir = await makeDataFolder(join(await temporaryDataDir(), "a", "b"));
  expect((await stat(dataDir)).mode & 0o066).toBe(0);
});

test("a data path that is a file is refused", async () => {
  const file = join(await temporaryDataDir(), "file");
  await writeFile(file, "");
  for (const path of [file, join(file, "below")]) {
    await expect(start(path)).rejects.toMatchObject({
      code: "folder-not-writable",
      message: expect.stringContaining("a file stands in its way"),
    });
  }
});

if (isRoot()) {
  async function closedFolder(): Promise<string> {
    const closed = join(await temporaryDataDir(), "closed");
    await mkdir(closed, { mode: 0o700 });
    return closed;
  }

  async function homeOf(dataDir: string): Promise<string> {
    return JSON.parse(await readFile(join(dataDir, "location.json"), "utf8")).home;
  }

  test("under a closed folder the data lives elsewhere, found again at the next start, gone at removal", async () => {
    const dataDir = join(await closedFolder(), "data");
    const first = await start(dataDir);
    await ask(first.adminUrl, "CREATE TABLE note AS SELECT 'kept' AS text");
    await first.stop();
    const home = await homeOf(dataDir);
    expect((await stat(join(home, "cluster"))).uid).not.toBe(0);
    const second = await start(dataDir);
    expect(await ask(second.adminUrl, "SELECT text FROM note")).toBe("kept");
    await second.stop();
    await removeEmbeddedPostgres(dataDir);
    await expect(stat(home)).rejects.toMatchObject({ code: "ENOENT" });
  });

  test("a copy of such a data folder is refused, a moved one keeps its data", async () => {
    const closed = await closedFolder();
    const dataDir = join(closed, "data");
    await (await start(dataDir)).stop();
    const home = await homeOf(dataDir);
    await cp(dataDir, join(closed, "copy"), { recursive: true });
    await expect(start(join(closed, "copy"))).rejects.toMatchObject({ code: "copied-folder" });
    await rm(join(closed, "copy"), { recursive: true });
    await rename(dataDir, join(closed, "moved"));
    await (await start(join(closed, "moved"))).stop();
    expect(await homeOf(join(closed, "moved"))).toBe(home);
    await removeEmbeddedPostgres(join(closed, "moved"));
  });

  test("a data folder whose database is gone says where it was", async () => {
    const dataDir = join(await closedFolder(), "data");
    await (await start(dataDir)).stop();
    await rm(await homeOf(dataDir), { recursive: true });
    await expect(start(dataDir)).rejects.toMatchObject({
      code: "place-missing",
      message: expect.stringContaining("remove"),
    });
  });

  test("a deleted data folder begins anew and leaves the old database where it is", async () => {
    const dataDir = join(await closedFolder(), "data");
    await (await start(dataDir)).stop();
    const old = await homeOf(dataDir);
    await rm(dataDir, { recursive: true });
    const second = await start(dataDir);
    expect(second.adopted).toBe(false);
    expect(await homeOf(dataDir)).not.toBe(old);
    expect((await stat(join(old, "cluster"))).isDirectory()).toBe(true);
    await second.stop();
    await removeEmbeddedPostgres(dataDir);
    await rm(old, { recursive: true });
  });

  test("a cluster that cannot be reached any more says what to do", async () => {
    const parent = join(await temporaryDataDir(), "open");
    await mkdir(parent, { mode: 0o755 });
    await (await start(join(parent, "data"))).stop();
    await chmod(parent, 0o700);
    await expect(start(join(parent, "data"))).rejects.toMatchObject({
      code: "folder-unreachable",
      message: expect.stringContaining("chmod o+x"),
    });
  });
}
