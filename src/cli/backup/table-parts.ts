import type { ArchiveEntry } from "./archive-reader.ts";
import { parsePartName } from "./manifest.ts";

/** Entries of an archive one by one, with the parts of one table joined. */
export class TableParts {
  readonly #entries: AsyncIterator<ArchiveEntry>;
  #ahead: ArchiveEntry | undefined;

  constructor(entries: AsyncIterable<ArchiveEntry>) {
    this.#entries = entries[Symbol.asyncIterator]();
  }

  /** Call it when the former entry is read or skipped. */
  async next(): Promise<ArchiveEntry | undefined> {
    const ahead = this.#ahead;
    this.#ahead = undefined;
    if (ahead !== undefined) return ahead;
    const { value, done } = await this.#entries.next();
    return done ? undefined : value;
  }

  /** The rows of the entry and of all that follow of the same table. */
  async *contentOf(first: ArchiveEntry): AsyncGenerator<Buffer> {
    const table = parsePartName(first.name)?.table;
    for (let entry: ArchiveEntry | undefined = first; entry !== undefined; entry = await this.next()) {
      if (parsePartName(entry.name)?.table !== table) {
        this.#ahead = entry;
        return;
      }
      yield* entry.content;
    }
  }

  async skip(entry: ArchiveEntry): Promise<void> {
    for await (const _chunk of entry.content);
  }
}
