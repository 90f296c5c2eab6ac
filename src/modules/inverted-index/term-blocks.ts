import type { TermList } from "./postings.ts";
import { VarintReader, VarintWriter } from "./varints.ts";

/** Neighbouring terms of a segment with their lists, stored as one: a document has thousands of terms. */
export interface TermBlock {
  readonly firstTerm: string;
  /**
   * For each term: bytes it shares with the one before, bytes that follow, these bytes (UTF-8), how many chunks hold
   * it, the last of them, bytes of its list.
   */
  readonly terms: Uint8Array;
  /** The lists, one behind the other. */
  readonly lists: Uint8Array;
}

/** Bytes of terms and lists, so that a row is not taken apart by PostgreSQL (TOAST_TUPLE_THRESHOLD, 2 kB). */
const BLOCK_BYTES = 1_800;
/** What an entry takes beside the letters of its term and its list, at most. */
const ENTRY_BYTES = 16;

/** Packs lists into blocks, in the order of their terms. A list larger than a block has one for itself. */
export class BlockWriter {
  #terms = new VarintWriter(BLOCK_BYTES);
  #lists = new VarintWriter(BLOCK_BYTES);
  #firstTerm: string | null = null;
  #before = new Uint8Array();

  /** @returns the block that was full before this list */
  add({ term, documentFrequency, lastOrdinal, data }: TermList): TermBlock | null {
    const bytes = Buffer.from(term);
    const size = this.#terms.length + this.#lists.length + bytes.length + data.length + ENTRY_BYTES;
    const full = this.#firstTerm !== null && size > BLOCK_BYTES ? this.finish() : null;
    this.#firstTerm ??= term;
    const shared = sharedBytes(this.#before, bytes);
    this.#terms.write(shared);
    this.#terms.write(bytes.length - shared);
    this.#terms.writeBytes(bytes.subarray(shared));
    this.#terms.write(documentFrequency);
    this.#terms.write(lastOrdinal);
    this.#terms.write(data.length);
    this.#lists.writeBytes(data);
    this.#before = bytes;
    return full;
  }

  /** What was added since the last block; null when there is nothing. */
  finish(): TermBlock | null {
    if (this.#firstTerm === null) return null;
    const block = { firstTerm: this.#firstTerm, terms: this.#terms.finish(), lists: this.#lists.finish() };
    this.#terms = new VarintWriter(BLOCK_BYTES);
    this.#lists = new VarintWriter(BLOCK_BYTES);
    this.#firstTerm = null;
    this.#before = new Uint8Array();
    return block;
  }
}

/** @returns null when the block does not hold the term. @throws RangeError for damaged bytes */
export function listIn(block: Pick<TermBlock, "terms" | "lists">, term: string): TermList | null {
  const wanted = Buffer.from(term);
  let at = 0;
  for (const entry of entriesOf(block.terms)) {
    const order = Buffer.compare(entry.term, wanted);
    if (order > 0) return null;
    if (order === 0) return listAt(block, entry, term, at);
    at += entry.listBytes;
  }
  return null;
}

/** All of a block, in order. @throws RangeError for damaged bytes */
export function* listsOf(block: Pick<TermBlock, "terms" | "lists">): Generator<TermList, void, void> {
  let at = 0;
  for (const entry of entriesOf(block.terms)) {
    yield listAt(block, entry, Buffer.from(entry.term).toString(), at);
    at += entry.listBytes;
  }
}

/** Terms of a block without their lists. @throws RangeError for damaged bytes */
export function* termsOf(terms: Uint8Array): Generator<string, void, void> {
  for (const { term } of entriesOf(terms)) yield Buffer.from(term).toString();
}

interface Entry {
  /** UTF-8; of this turn only: the next one is written over it. */
  term: Uint8Array;
  documentFrequency: number;
  lastOrdinal: number;
  listBytes: number;
}

/** Yields the same object with other values. */
function* entriesOf(terms: Uint8Array): Generator<Entry, void, void> {
  const varints = new VarintReader(terms);
  let letters = new Uint8Array(256);
  const entry: Entry = { term: letters, documentFrequency: 0, lastOrdinal: 0, listBytes: 0 };
  while (!varints.done) {
    const shared = varints.read();
    const rest = varints.readBytes(varints.read());
    const length = shared + rest.length;
    if (length > letters.length) {
      const longer = new Uint8Array(length * 2);
      longer.set(letters);
      letters = longer;
    }
    letters.set(rest, shared);
    entry.term = letters.subarray(0, length);
    entry.documentFrequency = varints.read();
    entry.lastOrdinal = varints.read();
    entry.listBytes = varints.read();
    yield entry;
  }
}

function listAt(
  { lists }: Pick<TermBlock, "lists">,
  { documentFrequency, lastOrdinal, listBytes }: Entry,
  term: string,
  at: number,
): TermList {
  return { term, documentFrequency, lastOrdinal, data: lists.subarray(at, at + listBytes) };
}

function sharedBytes(a: Uint8Array, b: Uint8Array): number {
  const most = Math.min(a.length, b.length);
  let shared = 0;
  while (shared < most && a[shared] === b[shared]) shared += 1;
  return shared;
}
