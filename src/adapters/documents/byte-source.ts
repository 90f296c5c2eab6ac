import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { fromBufferPromise, openPromise, type ZipFile } from "yauzl";

/** A file on disk or an attachment in memory, read in the way that each format needs. */
export interface ByteSource {
  readonly name: string;
  readonly size: number;
  /** The first bytes, as many as there are. */
  head(bytes: number): Promise<Buffer>;
  stream(): Readable;
  whole(): Promise<Buffer>;
  zip(): Promise<ZipFile>;
}

const STREAM_BYTES = 64 * 1024;
const ZIP_OPTIONS = { lazyEntries: true, autoClose: false };

export async function fileSource(path: string, name: string): Promise<ByteSource> {
  const { size } = await stat(path);
  const read = async (bytes: number): Promise<Buffer> => {
    const file = await open(path, "r");
    try {
      const buffer = Buffer.alloc(Math.min(bytes, size));
      let at = 0;
      while (at < buffer.length) {
        const { bytesRead } = await file.read(buffer, at, buffer.length - at, at);
        if (bytesRead === 0) break;
        at += bytesRead;
      }
      return buffer.subarray(0, at);
    } finally {
      await file.close();
    }
  };
  return {
    name,
    size,
    head: read,
    stream: () => createReadStream(path, { highWaterMark: STREAM_BYTES }),
    whole: () => read(size),
    zip: () => openPromise(path, ZIP_OPTIONS),
  };
}

export function bufferSource(buffer: Buffer, name: string): ByteSource {
  return {
    name,
    size: buffer.length,
    head: (bytes) => Promise.resolve(buffer.subarray(0, bytes)),
    stream: () => Readable.from(slices(buffer), { objectMode: false }),
    whole: () => Promise.resolve(buffer),
    zip: () => fromBufferPromise(buffer, ZIP_OPTIONS),
  };
}

function* slices(buffer: Buffer): Generator<Buffer> {
  for (let at = 0; at < buffer.length; at += STREAM_BYTES) yield buffer.subarray(at, at + STREAM_BYTES);
}
