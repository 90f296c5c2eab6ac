import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findPackagedBinaries, prepareBinaries } from "./binaries.ts";
import { hasCluster, initCluster } from "./init-cluster.ts";
import { findPlace } from "./place.ts";
import { temporaryDataDir } from "./testing/temporary-database.ts";

const BUILT_IN = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--encoding=UTF8"];

async function prepare() {
  const place = await findPlace(await temporaryDataDir(), () => {});
  return { place, binaries: await prepareBinaries(findPackagedBinaries(), place.home, place.user) };
}

test("a locale that the system lacks is replaced by the one that PostgreSQL carries itself", async () => {
  const { place, binaries } = await prepare();
  const locales = [["--locale=xx_XX.UTF-8", "--encoding=UTF8"], BUILT_IN];
  await initCluster(place, binaries, "secret", { fsync: false, locales });
  expect(await hasCluster(place.cluster, binaries.major)).toBe(true);
  expect((await readdir(place.home)).join()).not.toContain("cluster.new");
});

test("a cluster that cannot be made is reported in initdb's words and leaves nothing behind", async () => {
  const { place, binaries } = await prepare();
  const locales = [["--encoding=nonsense"]];
  await expect(initCluster(place, binaries, "secret", { fsync: false, locales })).rejects.toMatchObject({
    code: "start-failed",
    message: expect.stringContaining("nonsense"),
  });
  expect((await readdir(place.home)).join()).not.toContain("cluster.new");
  expect(await hasCluster(join(place.home, "cluster"), binaries.major)).toBe(false);
});
