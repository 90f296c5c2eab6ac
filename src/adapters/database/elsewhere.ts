import { createHash } from "node:crypto";
import { chmod, mkdir, mkdtemp, readFile, rm, rmdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { EmbeddedPostgresError, systemCode } from "./errors.ts";
import { canWork, unreachable } from "./folder-access.ts";
import { readPidFile } from "./pid-file.ts";
import { signalProcess, worksIn } from "./processes.ts";
import type { ServerUser } from "./run-program.ts";

/** In the data folder: where the server's home is, when it is not the data folder itself. */
const POINTER = "location.json";
/** In that home: which data folder it belongs to. */
const OWNER = "data-folder.json";

const SHELVES = ["/var/lib/parley", "/srv/parley", "/var/opt/parley"];

const ADVICE = "Set DATA_DIR to a folder that other users can pass through.";

/** The home that the pointer file names; undefined when there is none. Throws `place-missing` or `copied-folder`. */
export async function readPointer(dataDir: string): Promise<string | undefined> {
  const pointer = join(dataDir, POINTER);
  const home = await readField(pointer, "home");
  if (home === undefined) return undefined;
  const madeFor = await readField(join(home, OWNER), "dataDir");
  if (madeFor === undefined) {
    throw new EmbeddedPostgresError(
      "place-missing",
      `The database of ${dataDir} lives in ${home}, and that folder is gone or cannot be read. ` +
        `Bring it back, or remove ${pointer} to begin with an empty database.`,
    );
  }
  if (madeFor !== dataDir) await claimAfterMove(dataDir, home, madeFor);
  return home;
}

/** A moved data folder keeps its database; a copied one must not share the original's. */
async function claimAfterMove(dataDir: string, home: string, madeFor: string): Promise<void> {
  const original = await readField(join(madeFor, POINTER), "home");
  if (original === home) {
    throw new EmbeddedPostgresError(
      "copied-folder",
      `${dataDir} is a copy of ${madeFor}, whose database lives in ${home}. ` +
        `Remove ${join(dataDir, POINTER)} to begin with an empty database here, or use the original folder.`,
    );
  }
  await writeFile(join(home, OWNER), JSON.stringify({ dataDir }));
}

/** Under a closed folder the server cannot live; the first durable folder that works takes it. */
export async function makeHomeElsewhere(
  dataDir: string,
  user: ServerUser,
  warn: (message: string) => void,
): Promise<string> {
  const makers = [
    ...SHELVES.map((shelf) => () => makeOnShelf(shelf, dataDir, warn)),
    () => mkdtemp("/var/tmp/parley-"),
    () => mkdtemp("/tmp/parley-"),
  ];
  for (const make of makers) {
    const home = await make().catch(() => undefined);
    if (home === undefined) continue;
    await chmod(home, 0o711);
    if (await canWork(home, user)) {
      if (home.includes("/tmp/"))
        warn(`The database lives in ${home}, which the system may clean. ${ADVICE}`);
      await writeFile(join(home, OWNER), JSON.stringify({ dataDir }));
      await writeFile(join(dataDir, POINTER), JSON.stringify({ home }));
      return home;
    }
    await rm(home, { recursive: true, force: true });
    // A shelf that we made for nothing goes; one with something on it stays.
    if (SHELVES.includes(dirname(home))) await rmdir(dirname(home)).catch(() => {});
  }
  throw await unreachable(dataDir, user);
}

/** A home without its data folder is an old database whose data folder was deleted: kept, and named. */
async function makeOnShelf(shelf: string, dataDir: string, warn: (message: string) => void): Promise<string> {
  if (await mkdir(shelf, { recursive: true })) await chmod(shelf, 0o755);
  const home = join(shelf, createHash("sha256").update(dataDir).digest("hex").slice(0, 16));
  try {
    await mkdir(home);
    return home;
  } catch (error) {
    if (systemCode(error) !== "EEXIST") throw error;
    const server = await readPidFile(join(home, "cluster"));
    if (server && (await worksIn(server.pid, join(home, "cluster")))) signalProcess(server.pid, "SIGINT");
    warn(`${home} holds the database of an earlier ${dataDir}. Remove it when it is not needed any more.`);
    return mkdtemp(`${home}-`);
  }
}

async function readField(file: string, field: string): Promise<string | undefined> {
  try {
    const content: unknown = JSON.parse(await readFile(file, "utf8"));
    const entries: [string, unknown][] =
      typeof content === "object" && content !== null ? Object.entries(content) : [];
    return entries.flatMap(([name, value]) =>
      name === field && typeof value === "string" ? [value] : [],
    )[0];
  } catch {
    return undefined;
  }
}
