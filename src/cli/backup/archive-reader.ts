import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { extract } from "tar-stream";
import { AppError } from "../../kernel/errors.ts";

export interface ArchiveEntry {
  readonly name: string;
  readonly mode: number;
  /** Read it before the next entry is asked for. */
  readonly content: AsyncIterable<Buffer>;
}

/**
 * Entries of a tar archive, compressed or not, in their order.
 * @throws AppError not_found, or validation_failed when it cannot be read to its end
 */
export async function* readArchive(file: string): AsyncGenerator<ArchiveEntry> {
  const compressed = await isCompressed(file);
  const source = createReadStream(file);
  const entries = extract();
  const ended = () => {};
  if (compressed) pipeline(source, createGunzip(), entries, ended);
  else pipeline(source, entries, ended);
  try {
    for await (const entry of entries) {
      const { name, mode = 0o600, type } = entry.header;
      if (type !== "file") throw damaged(`${name} is no file`);
      // An entry without an encoding yields the bytes as they are.
      yield { name, mode: mode & 0o777, content: contentOf(entry as AsyncIterable<Buffer>) };
    }
  } catch (error) {
    throw asDamage(error);
  } finally {
    source.destroy();
  }
}

async function* contentOf(entry: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* entry;
  } catch (error) {
    throw asDamage(error);
  }
}

function asDamage(error: unknown): AppError {
  return error instanceof AppError ? error : damaged(error instanceof Error ? error.message : String(error));
}

/** The archive is not what `backup` wrote. */
export function damaged(reason: string): AppError {
  return new AppError(
    "validation_failed",
    `This archive is damaged or no backup of Parley: ${reason}. Nothing was changed; use another one.`,
  );
}

/** RFC 1952 section 2.3.1: the first two bytes of gzip. */
async function isCompressed(file: string): Promise<boolean> {
  const handle = await open(file, "r").catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
    throw new AppError("not_found", `There is no file ${file}.`);
  });
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await handle.close();
  }
}
