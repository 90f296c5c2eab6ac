import { mkdtemp, readFile, rm, stat, statfs } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "../../config.ts";
import { exists } from "../present-installation.ts";
import { type Finding, fail, ok, warn } from "./finding.ts";

const MEBIBYTE = 1_048_576;
/** Below the first PostgreSQL soon stops; below the second it is time to make room. MiB. */
const ALMOST_FULL_MIB = 200;
const GETTING_FULL_MIB = 1_024;
const SHORTEST_KEY = 32;

export async function checkDataFolder({ dataDir }: Pick<Config, "dataDir">): Promise<Finding> {
  const name = "Data folder";
  if (!(await exists(dataDir))) return ok(name, `${dataDir} is made at the first start.`);
  try {
    const probe = await mkdtemp(join(dataDir, "doctor-"));
    await rm(probe, { recursive: true });
  } catch {
    return fail(
      name,
      `${dataDir} cannot be written to.`,
      "Give it to the user that runs Parley, or set DATA_DIR to another folder.",
    );
  }
  const { bavail, bsize } = await statfs(dataDir);
  const free = Math.floor((bavail * bsize) / MEBIBYTE);
  const room = `${dataDir} is writable; ${free.toLocaleString("en")} MiB are free.`;
  if (free >= GETTING_FULL_MIB) return ok(name, room);
  const state = free < ALMOST_FULL_MIB ? fail : warn;
  return state(name, room, "Make room on this disk, or move the data folder to a larger one.");
}

/** @param hasDatabase without a key what is sealed in it cannot be read */
export async function checkSecretKey(
  { secretKey, dataDir }: Pick<Config, "secretKey" | "dataDir">,
  hasDatabase: boolean,
): Promise<Finding> {
  const name = "Secret key";
  if (secretKey !== null) return ok(name, "SECRET_KEY is set.");
  const file = join(dataDir, "secret-key");
  const kept = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => error);
  if (kept instanceof Error) {
    if (kept.code !== "ENOENT")
      return fail(name, `${file} cannot be read.`, "Give it to the user that runs Parley, with mode 600.");
    if (!hasDatabase) return ok(name, "It is made at the first start.");
    return fail(
      name,
      `${file} is gone, though there is a database.`,
      "Bring it back from a backup: with a new key nobody can read what the old one sealed.",
    );
  }
  if (kept.trim().length < SHORTEST_KEY)
    return fail(name, `${file} is damaged.`, "Bring it back from a backup.");
  const { mode } = await stat(file);
  if ((mode & 0o077) !== 0)
    return warn(name, `${file} can be read by others.`, `Close it: chmod 600 ${file}`);
  return ok(name, `${file} is there and closed to others. Keep a copy apart from this machine.`);
}
