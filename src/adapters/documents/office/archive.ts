import type { Entry, ZipFile } from "yauzl";
import { ReadFailure } from "../../../modules/knowledge/ports.ts";
import type { ByteSource } from "../byte-source.ts";
import { damaged } from "../failure-of.ts";
import type { ReadingLimits } from "../reading-limits.ts";

const BOMB = "This file unpacks to more than can be read. Split it and add the parts.";

/** A zip whose contents are counted while they are unpacked; what its headers say about sizes is not believed. */
export class Archive {
  readonly #zip: ZipFile;
  readonly #entries: ReadonlyMap<string, Entry>;
  readonly #limits: ReadingLimits;
  #unpacked = 0;
  #packed = 0;

  private constructor(zip: ZipFile, entries: ReadonlyMap<string, Entry>, limits: ReadingLimits) {
    this.#zip = zip;
    this.#entries = entries;
    this.#limits = limits;
  }

  static async open(source: ByteSource, limits: ReadingLimits): Promise<Archive> {
    const zip = await source.zip();
    try {
      const entries = new Map<string, Entry>();
      for await (const entry of zip.eachEntry()) {
        if (entries.size >= limits.archiveEntries) throw new ReadFailure("too_large", BOMB);
        if (!entries.has(entry.fileName)) entries.set(entry.fileName, entry);
      }
      return new Archive(zip, entries, limits);
    } catch (error) {
      zip.close();
      throw error;
    }
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  names(): IterableIterator<string> {
    return this.#entries.keys();
  }

  /** Packed bytes of the entries that were opened so far. */
  get packed(): number {
    return this.#packed;
  }

  /** The text of an entry, piece by piece: UTF-8, or UTF-16 with a mark. @throws ReadFailure */
  async *text(name: string): AsyncGenerator<string, void, void> {
    const entry = this.#entries.get(name);
    if (entry === undefined) throw damaged();
    if (entry.isEncrypted()) {
      throw new ReadFailure(
        "encrypted",
        "This file is protected by a password. Remove the password and add it again.",
      );
    }
    const stream = await this.#zip.openReadStreamPromise(entry);
    let decoder: InstanceType<typeof TextDecoder> | undefined;
    try {
      // A stream of bytes gives buffers; Node's types do not say so.
      for await (const bytes of stream as AsyncIterable<Buffer>) {
        this.#unpacked += bytes.length;
        if (this.#unpacked > this.#limits.unpackedBytes) throw new ReadFailure("too_large", BOMB);
        decoder ??= new TextDecoder(encodingOf(bytes));
        yield decoder.decode(bytes, { stream: true });
      }
      if (decoder !== undefined) yield decoder.decode();
      this.#packed += entry.compressedSize;
    } finally {
      stream.destroy();
    }
  }

  close(): void {
    this.#zip.close();
  }
}

function encodingOf(start: Buffer): string {
  if (start[0] === 0xff && start[1] === 0xfe) return "utf-16le";
  return start[0] === 0xfe && start[1] === 0xff ? "utf-16be" : "utf-8";
}
