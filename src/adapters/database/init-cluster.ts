import { chown, mkdtemp, open, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Binaries } from "./binaries.ts";
import { SUPERUSER } from "./database-url.ts";
import { EmbeddedPostgresError, systemCode } from "./errors.ts";
import { explainOutput } from "./explain-failure.ts";
import type { Place } from "./place.ts";
import { runProgram } from "./run-program.ts";

const STAGING = "cluster.new-";
const INITDB_TIMEOUT_MS = 300_000;

/** UTF-8 with PostgreSQL's own rules, the same on every machine; never rely on its order of words. */
const LOCALES = [
  ["--locale-provider=builtin", "--locale=C.UTF-8", "--encoding=UTF8"],
  // Systems whose C library does not know C.UTF-8.
  ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--encoding=UTF8"],
] as const;

/** True when the place holds a cluster; throws when it is one that these binaries cannot open. */
export async function hasCluster(cluster: string, major: number): Promise<boolean> {
  let version: string;
  try {
    version = (await readFile(join(cluster, "PG_VERSION"), "utf8")).trim();
  } catch (error) {
    if (systemCode(error) === "ENOENT") return false;
    throw error;
  }
  if (version === String(major)) return true;
  throw new EmbeddedPostgresError(
    "version-mismatch",
    `The database in ${cluster} was made by PostgreSQL ${version}, and this Parley brings PostgreSQL ${major}. ` +
      "Make a backup with the Parley version that made it (parley backup), " +
      "then start this one with an empty DATA_DIR and restore the backup there (parley restore).",
  );
}

/** Makes the cluster beside its place and moves it there when whole, so a killed start leaves nothing half made. */
export async function initCluster(
  place: Place,
  binaries: Binaries,
  password: string,
  options: { fsync: boolean; signal?: AbortSignal | undefined; locales?: readonly (readonly string[])[] },
): Promise<void> {
  let output = "";
  try {
    for (const locale of options.locales ?? LOCALES) {
      const staging = await makeStaging(place);
      const passwordFile = join(staging, "password");
      await writeFile(passwordFile, `${password}\n`, { mode: 0o600, flag: "wx" });
      if (place.user) await chown(passwordFile, place.user.uid, place.user.gid);
      const args = [
        `--pgdata=${join(staging, "cluster")}`,
        `--username=${SUPERUSER}`,
        `--pwfile=${passwordFile}`,
        "--auth=scram-sha-256",
        "--text-search-config=simple",
        "--no-instructions",
        ...(options.fsync ? [] : ["--no-sync"]),
        ...locale,
      ];
      const result = await runProgram(binaries.initdb, args, {
        as: place.user,
        cwd: staging,
        timeoutMs: INITDB_TIMEOUT_MS,
        signal: options.signal,
      });
      output = result.output;
      if (result.exitCode === 0) {
        await rename(join(staging, "cluster"), place.cluster);
        if (options.fsync) await syncFolder(place.home);
        return;
      }
      if (!/error: invalid locale/i.test(output)) break;
    }
    throw await explainOutput("initdb", output, place.home);
  } finally {
    await removeHalfMade(place);
  }
}

/** What a start that was killed left behind. */
export async function removeHalfMade(place: Place): Promise<void> {
  for (const name of await readdir(place.home)) {
    if (!name.startsWith(STAGING)) continue;
    // An initdb that outlived its parent may still write there.
    await rm(join(place.home, name), { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
}

/** A name of its own each time: an initdb that outlived its parent must not meet ours. */
async function makeStaging(place: Place): Promise<string> {
  const staging = await mkdtemp(join(place.home, STAGING));
  if (place.user) await chown(staging, place.user.uid, place.user.gid);
  return staging;
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
