import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { INCOMING_FOLDER } from "../../adapters/storage/disk.ts";

/** The embedded database: the rows are taken from it, not its files. */
const DATABASE_FOLDER = "postgres";
/** Uploads that are not whole yet: each belongs to a request that is under way. */
const INCOMING = `files/${INCOMING_FOLDER}`;
/** Where a restore puts files until its rows are in. */
export const STAGING_PREFIX = "restore-";

export interface DataFile {
  /** Below the data folder, with slashes. */
  readonly path: string;
  readonly bytes: number;
  readonly mode: number;
}

/** Regular files of the data folder, in a fixed order; links and sockets belong to no backup. */
export async function* dataFiles(dataDir: string, below = ""): AsyncGenerator<DataFile> {
  const entries = await readdir(join(dataDir, below), { withFileTypes: true }).catch(unlessMissing);
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (below === "" && (entry.name === DATABASE_FOLDER || entry.name.startsWith(STAGING_PREFIX))) continue;
    const path = below === "" ? entry.name : `${below}/${entry.name}`;
    if (path === INCOMING) continue;
    if (entry.isDirectory()) yield* dataFiles(dataDir, path);
    if (!entry.isFile()) continue;
    // Somebody may delete a document while the backup runs.
    const found = await stat(join(dataDir, path)).catch(() => null);
    if (found !== null) yield { path, bytes: found.size, mode: found.mode & 0o777 };
  }
}

/** A data folder that was never used holds nothing. */
function unlessMissing(error: NodeJS.ErrnoException): [] {
  if (error.code === "ENOENT") return [];
  throw error;
}
