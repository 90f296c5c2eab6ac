import { VarintReader, VarintWriter } from "./varints.ts";

/** How often a term occurs in one chunk, by field. At least one of them is not 0. */
export interface Occurrence {
  /** Place of the chunk in its segment, from 0. */
  readonly ordinal: number;
  readonly body: number;
  /** In the headings, the document's title and its name. */
  readonly heading: number;
  /** In what stands around: the end of the text before, the header of the table. */
  readonly around: number;
}

/** The chunks of a segment that hold a term. */
export interface TermList {
  readonly term: string;
  /** How many. */
  readonly documentFrequency: number;
  /** The last of them: what is set behind this list counts its distance from there. */
  readonly lastOrdinal: number;
  readonly data: Uint8Array;
}

/**
 * A posting list is a sequence of varints: the ordinal's distance from the one before, times 8, plus a code. Codes 0
 * to 4: that many times and once more in the body. 5: once in a heading. 6: once around. 7: three counts follow.
 */
const BODY_CODES = 5;
const ONE_HEADING = 5;
const ONE_AROUND = 6;
const COUNTS_FOLLOW = 7;
const SHIFT = 8;

export class PostingWriter {
  readonly #varints = new VarintWriter(8);
  #next = 0;
  #count = 0;

  /** Chunks that hold the term. */
  get count(): number {
    return this.#count;
  }

  get lastOrdinal(): number {
    return this.#next - 1;
  }

  /** @param ordinal more than the one before */
  add(ordinal: number, body: number, heading: number, around: number): void {
    if (ordinal < this.#next) throw new RangeError("Postings are written in the order of their chunks.");
    const distance = (ordinal - this.#next) * SHIFT;
    this.#next = ordinal + 1;
    this.#count += 1;
    if (heading === 0 && around === 0 && body >= 1 && body <= BODY_CODES)
      this.#varints.write(distance + body - 1);
    else if (body === 0 && heading === 1 && around === 0) this.#varints.write(distance + ONE_HEADING);
    else if (body === 0 && heading === 0 && around === 1) this.#varints.write(distance + ONE_AROUND);
    else {
      this.#varints.write(distance + COUNTS_FOLLOW);
      this.#varints.write(body);
      this.#varints.write(heading);
      this.#varints.write(around);
    }
  }

  /** A whole list behind what was written, `shift` ordinals later; but for its first number its bytes stay as they are. */
  append({ documentFrequency, lastOrdinal, data }: Omit<TermList, "term">, shift: number): void {
    const varints = new VarintReader(data);
    const head = varints.read();
    const ordinal = Math.floor(head / SHIFT) + shift;
    if (ordinal < this.#next) throw new RangeError("Postings are written in the order of their chunks.");
    this.#varints.write((ordinal - this.#next) * SHIFT + (head % SHIFT));
    this.#varints.writeBytes(varints.readRest());
    this.#next = lastOrdinal + shift + 1;
    this.#count += documentFrequency;
  }

  finish(): Buffer {
    return this.#varints.finish();
  }
}

export function termListOf(term: string, writer: PostingWriter): TermList {
  const { count: documentFrequency, lastOrdinal } = writer;
  return { term, documentFrequency, lastOrdinal, data: writer.finish() };
}

/** Calls back for each chunk, in the order of ordinals. @throws RangeError for damaged bytes */
export function eachPosting(
  data: Uint8Array,
  each: (ordinal: number, body: number, heading: number, around: number) => void,
): void {
  const varints = new VarintReader(data);
  let next = 0;
  while (!varints.done) {
    const head = varints.read();
    const ordinal = next + Math.floor(head / SHIFT);
    const code = head % SHIFT;
    next = ordinal + 1;
    if (code < BODY_CODES) each(ordinal, code + 1, 0, 0);
    else if (code === ONE_HEADING) each(ordinal, 0, 1, 0);
    else if (code === ONE_AROUND) each(ordinal, 0, 0, 1);
    else each(ordinal, varints.read(), varints.read(), varints.read());
  }
}

export function writerOf(occurrences: Iterable<Occurrence>): PostingWriter {
  const writer = new PostingWriter();
  for (const { ordinal, body, heading, around } of occurrences) writer.add(ordinal, body, heading, around);
  return writer;
}
