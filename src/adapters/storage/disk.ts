import { createReadStream } from "node:fs";
import { type FileHandle, mkdir, open, opendir, rename, rm, rmdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { type FileStorage, MissingBytes, type StoredBytes } from "../../modules/files/ports.ts";

/** Half-written files, left out of backups; a rename out of here is the moment at which a file is there. */
export const INCOMING_FOLDER = ".incoming";
/** Two ids: no name that a person gave is ever part of a path. */
const KEY = /^[0-9a-f-]{36}\/[0-9a-f-]{36}$/;
/** Tries to move a file into a folder that others remove while it is empty. */
const MOVES = 20;

/** Files in a folder of this machine, readable by its owner only. */
export function createDiskStorage(folder: string): FileStorage {
  const pathOf = (key: string) => {
    if (!KEY.test(key)) throw new Error("A storage key is made of two ids.");
    return join(folder, key);
  };
  return {
    name: "disk",
    async write(key, content, signal) {
      const target = pathOf(key);
      const draft = join(folder, INCOMING_FOLDER, key.replace("/", "."));
      await mkdir(dirname(draft), { recursive: true, mode: 0o700 });
      try {
        await writeDraft(draft, content, signal);
        await moveInto(target, draft);
        await syncFolder(dirname(target));
      } catch (error) {
        await rm(draft, { force: true });
        await rm(target, { force: true });
        throw error;
      }
    },
    read: (key) => openForReading(key, pathOf(key)),
    async remove(key) {
      const path = pathOf(key);
      await rm(path, { force: true });
      // A workspace without files needs no folder; one that is not empty stays.
      await rmdir(dirname(path)).catch(() => {});
    },
    list: () => listFiles(folder),
    async check() {
      await mkdir(join(folder, INCOMING_FOLDER), { recursive: true, mode: 0o700 });
      return "Files are kept on this machine's disk.";
    },
  };
}

/** The folder may go between its making and the move into it: another file of the workspace was its last. */
async function moveInto(target: string, draft: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await mkdir(dirname(target), { recursive: true, mode: 0o700 });
      return await rename(draft, target);
    } catch (error) {
      const isGone = error instanceof Error && "code" in error && error.code === "ENOENT";
      if (!isGone || tries === MOVES) throw error;
    }
  }
}

async function writeDraft(
  draft: string,
  content: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<void> {
  const file = await open(draft, "w", 0o600);
  try {
    for await (const chunk of content) {
      signal.throwIfAborted();
      await writeWhole(file, chunk);
    }
    signal.throwIfAborted();
    // Before the rename: else a power cut could leave a whole name over half a file.
    await file.sync();
  } finally {
    await file.close();
  }
}

async function writeWhole(file: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let at = 0; at < chunk.length; ) at += (await file.write(chunk, at)).bytesWritten;
}

/** Some file systems do not let a folder be synced; the file itself is safe already. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync().catch(() => {});
  } finally {
    await folder.close();
  }
}

async function openForReading(key: string, path: string): Promise<Readable> {
  const file = await open(path, "r").catch((error: NodeJS.ErrnoException) => {
    throw error.code === "ENOENT" ? new MissingBytes(key, error) : error;
  });
  return createReadStream(path, { fd: file, autoClose: true });
}

/** On the way a draft that nobody finished goes. */
async function* listFiles(folder: string): AsyncGenerator<StoredBytes> {
  for await (const workspace of entriesOf(folder)) {
    for await (const name of entriesOf(join(folder, workspace))) {
      const found = await stat(join(folder, workspace, name)).catch(() => null);
      if (found?.isFile() !== true) continue;
      if (workspace === INCOMING_FOLDER) await removeIfAbandoned(join(folder, workspace, name), found.mtime);
      else if (KEY.test(`${workspace}/${name}`))
        yield { key: `${workspace}/${name}`, writtenAt: found.mtime };
    }
  }
}

/** A process that died while it wrote left it; nobody knows it by a key, so it goes here. */
const DRAFT_KEPT_MS = 86_400_000;

async function removeIfAbandoned(path: string, writtenAt: Date): Promise<void> {
  if (Date.now() - writtenAt.getTime() > DRAFT_KEPT_MS) await rm(path, { force: true });
}

async function* entriesOf(folder: string): AsyncGenerator<string> {
  const opened = await opendir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return null;
    throw error;
  });
  if (opened === null) return;
  for await (const entry of opened) yield entry.name;
}
