import type { Readable } from "node:stream";

/** Where bytes lie; disk fulfils it, and so can an object store. Keys are ours: `<workspace>/<file>`. */
export interface FileStorage {
  readonly name: string;
  /**
   * Writes all or nothing: after a failure, or when the signal fires, nothing lies under the key.
   * @throws what the content throws
   */
  write(key: string, content: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<void>;
  /** @throws MissingBytes when nothing lies there */
  read(key: string): Promise<Readable>;
  /** Nothing there is no failure. */
  remove(key: string): Promise<void>;
  /** Everything that lies there, in no order. */
  list(): AsyncIterable<StoredBytes>;
  /** Whether it can be written to, in words. @throws when it cannot */
  check(): Promise<string>;
}

export interface StoredBytes {
  readonly key: string;
  readonly writtenAt: Date;
}

/** The row stands and the bytes are gone: somebody else has been at the storage. */
export class MissingBytes extends Error {
  constructor(key: string, cause?: unknown) {
    super(`Nothing is stored under ${key}.`, { cause });
    this.name = "MissingBytes";
  }
}
