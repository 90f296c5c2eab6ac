import { chmod, cp, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findPackagedBinaries, prepareBinaries } from "./binaries.ts";
import { findServerUser, isRoot } from "./os-user.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "parley-binaries-"));
  await chmod(folder, 0o711);
});

afterEach(() => rm(folder, { recursive: true, force: true }));

/** As npm unpacks it: without links, and here without the x bit and closed to others too. */
async function installWithoutScripts(): Promise<string> {
  const packaged = join(folder, "closed", "package", "native");
  const source = findPackagedBinaries();
  await cp(source, packaged, { recursive: true, verbatimSymlinks: true });
  await cp(join(source, "..", "package.json"), join(packaged, "..", "package.json"));
  for (const name of await readdir(join(packaged, "lib"), { withFileTypes: true })) {
    if (name.isSymbolicLink()) await rm(join(packaged, "lib", name.name));
  }
  await chmod(join(packaged, "bin", "postgres"), 0o644);
  return packaged;
}

test("the packaged binaries are used where they are when they run", async () => {
  const packaged = findPackagedBinaries();
  const binaries = await prepareBinaries(packaged, folder);
  expect(binaries).toEqual({
    initdb: join(packaged, "bin", "initdb"),
    postgres: join(packaged, "bin", "postgres"),
    major: 18,
  });
  expect(await readdir(folder)).toEqual([]);
});

test("an install that skipped its scripts is mended in place", async () => {
  const packaged = await installWithoutScripts();
  const binaries = await prepareBinaries(packaged, folder);
  expect(binaries.postgres).toBe(join(packaged, "bin", "postgres"));
  expect((await stat(join(packaged, "lib", "libpq.so.5"))).isFile()).toBe(true);
});

test("a platform without binaries is named, with the way out", () => {
  expect(() => findPackagedBinaries("linux", "riscv64")).toThrow(
    expect.objectContaining({
      code: "binaries-missing",
      message: expect.stringMatching(/\(linux, riscv64\).+DATABASE_URL/s),
    }),
  );
});

test("binaries that do not run are reported with their own complaint", async () => {
  const packaged = await installWithoutScripts();
  await rm(join(packaged, "lib"), { recursive: true });
  await expect(prepareBinaries(packaged, folder)).rejects.toMatchObject({
    code: "binaries-missing",
    message: expect.stringMatching(/shared libraries.+npm ci/s),
  });
});

test("binaries in a folder whose name would confuse a shell are copied to one whose name does not", async () => {
  const packaged = await installWithoutScripts();
  const odd = join(folder, "$odd");
  await rename(join(folder, "closed"), odd);
  const { postgres } = await prepareBinaries(packaged.replace("closed", "$odd"), folder);
  expect(postgres).toContain(join(folder, "binaries"));
  await expect(prepareBinaries(packaged.replace("closed", "$odd"), odd)).rejects.toMatchObject({
    code: "binaries-missing",
    message: expect.stringContaining("$odd"),
  });
});

if (isRoot()) {
  test("binaries under a closed folder are copied once to where the server's user can run them", async () => {
    const packaged = await installWithoutScripts();
    await chmod(join(folder, "closed"), 0o700);
    const user = await findServerUser();
    const first = await prepareBinaries(packaged, folder, user);
    expect(first.postgres).toContain(join(folder, "binaries", "18."));
    const made = await stat(first.postgres);
    expect(await prepareBinaries(packaged, folder, user)).toEqual(first);
    expect((await stat(first.postgres)).ino).toBe(made.ino);
    expect(await readdir(join(folder, "binaries"))).toHaveLength(1);
  });
}
