import { access, chmod, constants, mkdir, readdir, realpath, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { makeHomeElsewhere, readPointer } from "./elsewhere.ts";
import { EmbeddedPostgresError, systemCode } from "./errors.ts";
import { notWritable } from "./explain-failure.ts";
import { canWork, unreachable } from "./folder-access.ts";
import { findServerUser, isRoot } from "./os-user.ts";
import type { ServerUser } from "./run-program.ts";

/** Where an installation's server lives, and as whom it runs. */
export interface Place {
  /** The caller's data folder, links resolved: locks, password, port, log. */
  dataDir: string;
  /** Holds `cluster`, `run` and perhaps `binaries`: the data folder itself where the server's user can enter it. */
  home: string;
  cluster: string;
  /** Undefined when the server runs as we do. */
  user: ServerUser | undefined;
}

const PASS_THROUGH = 0o711;

/** Makes the data folder; when we are root and the server is not, others may pass through it (and no more). */
export async function makeDataFolder(dataDir: string): Promise<string> {
  const firstMade = await makeFolder(dataDir);
  const real = await realpath(dataDir);
  // Root passes every permission bit, but not a disk that is mounted read-only.
  await access(real, constants.W_OK);
  if (!isRoot()) {
    if (firstMade) await chmod(real, 0o700);
    return real;
  }
  if (firstMade) await openWhatWasMade(dataDir, firstMade);
  const { mode, uid } = await stat(real);
  const entries = await readdir(real);
  const ours = entries.length === 0 || entries.includes("start.lock");
  const closed = (mode & PASS_THROUGH) !== PASS_THROUGH;
  if (closed && ours && uid === 0) await chmod(real, mode | PASS_THROUGH);
  return real;
}

/** Where the data is, or on the first start where it shall be. Makes the home; call it under the start lock. */
export async function findPlace(dataDir: string, warn: (message: string) => void): Promise<Place> {
  const home = (await readPointer(dataDir)) ?? dataDir;
  const cluster = join(home, "cluster");
  const owner = await ownerOf(cluster);
  if (!isRoot()) {
    if (owner && owner.uid !== process.getuid?.()) throw wrongOwner(cluster, owner.uid);
    return { dataDir, home, cluster, user: undefined };
  }
  // A folder that was first used by an ordinary user stays theirs: the server runs as its owner.
  const user = owner && owner.uid !== 0 ? owner : await findServerUser();
  if (await canWork(home, user)) return { dataDir, home, cluster, user };
  if (owner) throw await unreachable(cluster, user);
  const elsewhere = await makeHomeElsewhere(dataDir, user, warn);
  return { dataDir, home: elsewhere, cluster: join(elsewhere, "cluster"), user };
}

async function makeFolder(folder: string): Promise<string | undefined> {
  try {
    return await mkdir(folder, { recursive: true });
  } catch (error) {
    // On a read-only disk Node answers ENOENT to a recursive mkdir.
    if (systemCode(error) === "ENOENT") throw notWritable(folder, error);
    if (systemCode(error) !== "EEXIST" && systemCode(error) !== "ENOTDIR") throw error;
    throw new EmbeddedPostgresError(
      "folder-not-writable",
      `${folder} should be a folder, but a file stands in its way. Remove that file, or set DATA_DIR to another folder.`,
      { cause: error },
    );
  }
}

/** A strict umask would close the folders that we have just made between an open parent and the data. */
async function openWhatWasMade(folder: string, firstMade: string): Promise<void> {
  for (let path = folder; path.length >= firstMade.length; path = dirname(path)) {
    await chmod(path, PASS_THROUGH);
  }
}

async function ownerOf(folder: string): Promise<ServerUser | undefined> {
  try {
    const { uid, gid } = await stat(folder);
    return { uid, gid };
  } catch (error) {
    if (systemCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

function wrongOwner(cluster: string, uid: number): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    "wrong-owner",
    `The database in ${cluster} belongs to operating-system user number ${uid}. ` +
      "Start Parley as that user or as root, or give the data folder to the user that runs Parley now.",
  );
}
