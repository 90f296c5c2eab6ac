import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** The embedded database: the rows are taken from it, not its files. */
const DATABASE_FOLDER = "postgres";
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
    if (entry.isDirectory()) yield* dataFiles(dataDir, path);
    if (!entry.isFile()) continue;
    const { size, mode } = await stat(join(dataDir, path));
    yield { path, bytes: size, mode: mode & 0o777 };
  }
}

/** A data folder that was never used holds nothing. */
function unlessMissing(error: NodeJS.ErrnoException): [] {
  if (error.code === "ENOENT") return [];
  throw error;
}
