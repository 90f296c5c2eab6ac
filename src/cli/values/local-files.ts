import { readdir, stat } from "node:fs/promises";
import { basename, join, relative, sep } from "node:path";
import { AppError } from "../../kernel/errors.ts";

export interface LocalFile {
  readonly path: string;
  /** Its own name, or the path below the folder that was named, with slashes. */
  readonly name: string;
}

/** Files of one folder at most. */
const MOST = 10_000;

/** A file, or all regular files below a folder in order; hidden ones and links are left out. */
export async function localFiles(path: string): Promise<LocalFile[]> {
  const found = await stat(path).catch(() => null);
  if (found === null)
    throw new AppError("not_found", `There is no file or folder ${path}. Check its spelling.`);
  if (!found.isDirectory()) return [{ path, name: basename(path) }];
  const files = (await pathsBelow(path)).map((file) => ({
    path: file,
    name: relative(path, file).split(sep).join("/"),
  }));
  if (files.length > 0) return files;
  throw new AppError("not_found", `There is no file in the folder ${path}.`);
}

async function pathsBelow(folder: string, found: string[] = []): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith(".")) continue;
    if (entry.isDirectory()) await pathsBelow(join(folder, entry.name), found);
    else if (entry.isFile()) found.push(join(folder, entry.name));
    if (found.length > MOST) {
      throw new AppError(
        "limit_reached",
        `There are more than ${MOST} files in it. Add its folders one by one.`,
      );
    }
  }
  return found;
}
