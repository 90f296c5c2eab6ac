import { createWriteStream } from "node:fs";
import { open, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { pack } from "tar-stream";
import { AppError } from "../../kernel/errors.ts";
import { Tally } from "./tally.ts";

export interface ArchiveWriter {
  /** A whole entry from memory. */
  addBytes(name: string, bytes: Buffer): Promise<void>;
  /** A file as it is now, null when it is gone; one that is written to meanwhile fails the archive. */
  addFile(
    name: string,
    source: string,
    bytes: number,
    mode: number,
  ): Promise<ReturnType<Tally["result"]> | null>;
}

/**
 * Writes a tar archive beside its place and moves it there when it is whole and on the disk; readable by its
 * owner only. A name that ends in `.gz` or `.tgz` is compressed.
 * @throws AppError conflict when there is a file already
 */
export async function writeArchive<Result>(
  file: string,
  signal: AbortSignal,
  work: (archive: ArchiveWriter) => Promise<Result>,
): Promise<Result> {
  const draft = `${file}.part`;
  await requireFree(file);
  await rm(draft, { force: true });
  const archive = pack();
  const target = createWriteStream(draft, { flags: "wx", mode: 0o600, flush: true });
  const compressed = /\.(?:gz|tgz)$/.test(file);
  const written = compressed
    ? pipeline(archive, createGzip(), target, { signal })
    : pipeline(archive, target, { signal });
  // A full disk shows here first; the work then only learns that its entry was dropped.
  let broken: unknown;
  written.catch((error: unknown) => {
    broken ??= error;
  });
  try {
    const result = await work(entriesOf(archive, written));
    archive.finalize();
    await written;
    await rename(draft, file);
    return result;
  } catch (error) {
    const cause = broken ?? error;
    target.destroy();
    await rm(draft, { force: true });
    throw cause;
  }
}

async function requireFree(file: string): Promise<void> {
  const folder = await stat(dirname(file)).catch(() => null);
  if (folder === null) throw new AppError("not_found", `There is no folder ${dirname(file)}. Make it first.`);
  const taken = await stat(file).catch(() => null);
  if (taken !== null) throw new AppError("conflict", `${file} is there already. Choose another name.`);
}

function entriesOf(archive: ReturnType<typeof pack>, written: Promise<void>): ArchiveWriter {
  return {
    addBytes: (name, bytes) =>
      settled(written, (done) => {
        archive.entry({ name, mode: 0o600 }, bytes, done);
      }),
    async addFile(name, source, bytes, mode) {
      // Opened before its entry begins: an entry cannot be taken back.
      const file = await open(source).catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return null;
        throw error;
      });
      if (file === null) return null;
      const tally = new Tally();
      const counting = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          tally.add(chunk);
          done(null, chunk);
        },
      });
      await settled(written, (done) => {
        const entry = archive.entry({ name, mode, size: bytes }, done);
        const end = Math.max(bytes - 1, 0);
        const content = bytes === 0 ? null : file.createReadStream({ end, autoClose: false });
        if (content === null) entry.end(null);
        else pipeline(content, counting, entry).catch(done);
      }).finally(() => file.close());
      return tally.result();
    },
  };
}

/** One entry at a time is in memory; a target that fails ends the wait for it. */
function settled(
  written: Promise<void>,
  start: (done: (error?: Error | null) => void) => void,
): Promise<void> {
  const entry = new Promise<void>((resolve, reject) => {
    start((error) => (error ? reject(error) : resolve()));
  });
  const broken = written.then(() => {
    throw new Error("The archive ended too early.");
  });
  return Promise.race([entry, broken]);
}
