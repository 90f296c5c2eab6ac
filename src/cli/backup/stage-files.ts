import { randomBytes } from "node:crypto";
import { createWriteStream } from "node:fs";
import { chmod, cp, mkdir, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { exists } from "../present-installation.ts";
import { STAGING_PREFIX } from "./data-files.ts";

/** A folder inside the data folder, so that what is in it moves to its place without being copied. */
export interface Staging {
  /** Where the jobs of the queue wait for their turn. */
  readonly jobsFile: string;
  add(path: string, mode: number, content: AsyncIterable<Buffer>): Promise<void>;
  addJobs(content: AsyncIterable<Buffer>): Promise<void>;
  /** Moves the files to their places; those that stood there are kept beside them under another name. @returns how many */
  place(paths: readonly string[]): Promise<number>;
  remove(): Promise<void>;
}

/** Call it under the lock of migrations: what a killed restore left is removed. */
export async function openStaging(dataDir: string): Promise<Staging> {
  for (const name of await readdir(dataDir)) {
    if (name.startsWith(STAGING_PREFIX)) await rm(join(dataDir, name), { recursive: true, force: true });
  }
  const mark = randomBytes(4).toString("hex");
  const folder = join(dataDir, `${STAGING_PREFIX}${mark}`);
  await mkdir(join(folder, "files"), { recursive: true, mode: 0o700 });
  const jobsFile = join(folder, "jobs.copy");
  await pipeline([], createWriteStream(jobsFile, { mode: 0o600 }));
  return {
    jobsFile,
    async add(path, mode, content) {
      const file = join(folder, "files", path);
      await mkdir(dirname(file), { recursive: true });
      await pipeline(content, createWriteStream(file, { mode: 0o600, flags: "wx", flush: true }));
      await chmod(file, mode);
    },
    addJobs: (content) => pipeline(content, createWriteStream(jobsFile, { flags: "a" })),
    async place(paths) {
      let placed = 0;
      for (const path of paths) {
        const from = join(folder, "files", path);
        const to = join(dataDir, path);
        if (await sameContent(from, to)) continue;
        await mkdir(dirname(to), { recursive: true });
        if (await exists(to)) await rename(to, `${to}.before-restore-${mark}`);
        await moveInto(from, to);
        placed += 1;
      }
      return placed;
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** A folder of the data folder may be a disk of its own. */
async function moveInto(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EXDEV")) throw error;
    await cp(from, to, { preserveTimestamps: true });
  }
}

/** Only small files are worth reading: the secret key most of all. */
const COMPARED_BYTES = 4_096;

async function sameContent(one: string, other: string): Promise<boolean> {
  const there = await stat(other).catch(() => null);
  if (there === null || !there.isFile() || there.size > COMPARED_BYTES) return false;
  const [first, second] = await Promise.all([readFile(one), readFile(other)]);
  return first.equals(second);
}
