import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkDataFolder, checkSecretKey } from "./data-folder.ts";

let dataDir = "";
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "parley-doctor-"));
});
afterEach(() => rm(dataDir, { recursive: true }));

describe("the data folder", () => {
  it("is well when it can be written to, and left as it was", async () => {
    expect(await checkDataFolder({ dataDir })).toMatchObject({ detail: expect.stringContaining("writable") });
  });

  it("need not be there before the first start", async () => {
    expect(await checkDataFolder({ dataDir: join(dataDir, "new") })).toMatchObject({ state: "ok" });
  });

  it("is a fault when a file stands in its place", async () => {
    const file = join(dataDir, "file");
    await writeFile(file, "");
    expect(await checkDataFolder({ dataDir: file })).toMatchObject({ state: "fail" });
  });
});

describe("the secret key", () => {
  const key = () => join(dataDir, "secret-key");

  it("is well when it is configured", async () => {
    expect(await checkSecretKey({ secretKey: "k".repeat(40), dataDir }, true)).toMatchObject({ state: "ok" });
  });

  it("may be missing before the first start, and never after", async () => {
    expect(await checkSecretKey({ secretKey: null, dataDir }, false)).toMatchObject({ state: "ok" });
    expect(await checkSecretKey({ secretKey: null, dataDir }, true)).toMatchObject({
      state: "fail",
      remedy: expect.stringContaining("backup"),
    });
  });

  it("is closed to others, whole, and never printed", async () => {
    await writeFile(key(), `${"hunter2".repeat(6)}\n`, { mode: 0o600 });
    const well = await checkSecretKey({ secretKey: null, dataDir }, true);
    expect(well.state).toBe("ok");
    expect(JSON.stringify(well)).not.toContain("hunter2");
    await chmod(key(), 0o644);
    expect(await checkSecretKey({ secretKey: null, dataDir }, true)).toMatchObject({
      state: "warn",
      remedy: `Close it: chmod 600 ${key()}`,
    });
    await writeFile(key(), "short");
    expect(await checkSecretKey({ secretKey: null, dataDir }, true)).toMatchObject({ state: "fail" });
  });
});
