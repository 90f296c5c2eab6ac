import { compareTerms, eachTerm } from "../terms/index.ts";
import { PostingWriter, type TermList, termListOf } from "./postings.ts";
import { VarintWriter } from "./varints.ts";

export interface IndexedText {
  readonly text: string;
  /** The end of the text before. */
  readonly lead: string;
  /** The title path. */
  readonly headings: readonly string[];
  /** Of the table that the text is rows of. */
  readonly header: string | null;
}

export interface BuiltSegment {
  readonly chunkCount: number;
  readonly versions: readonly string[];
  readonly versionChunks: readonly number[];
  /** Number of each version's first chunk here: a long version has several segments. */
  readonly versionFirst: readonly number[];
  /** Two varints a chunk: terms of its body, terms of its headings. */
  readonly lengths: Buffer;
  /** Terms of all bodies. */
  readonly totalLength: number;
  /** By term, in the order of their bytes as the database sorts them. */
  readonly postings: readonly TermList[];
}

const MOST_HEADING_CHARS = 1_000;

/** What the index takes for the title field: the title path, and the document's name where it says more. */
export function headingText(headings: readonly string[], documentName: string): string {
  const path = headings.join("\n").slice(0, MOST_HEADING_CHARS);
  const name = documentName.replace(/\.[a-z0-9]{1,5}$/i, "").replace(/[_-]+/g, " ");
  return path.toLowerCase().includes(name.toLowerCase()) ? path : `${name}\n${path}`;
}

/** A segment in memory: versions one after the other, their chunks in order. */
export class SegmentBuilder {
  readonly #versions: { id: string; first: number; chunks: number }[] = [];
  readonly #lengths = new VarintWriter(1_024);
  readonly #postings = new Map<string, PostingWriter>();
  #chunkCount = 0;
  #totalLength = 0;

  get chunkCount(): number {
    return this.#chunkCount;
  }

  /** @param first number of the chunk that is added next */
  addVersion(id: string, first = 0): void {
    this.#versions.push({ id, first, chunks: 0 });
  }

  /** A chunk of the version added last. @param language as {@link eachTerm} takes it */
  addChunk(chunk: IndexedText, language: string, documentName: string): void {
    const version = this.#versions.at(-1);
    if (version === undefined) throw new RangeError("A chunk belongs to a version.");
    const counts = new Map<string, [number, number, number]>();
    const count = (text: string, field: 0 | 1 | 2) =>
      eachTerm(text, language, (term) => {
        const known = counts.get(term);
        if (known !== undefined) known[field] += 1;
        else counts.set(term, [field === 0 ? 1 : 0, field === 1 ? 1 : 0, field === 2 ? 1 : 0]);
      });
    const bodyLength = count(chunk.text, 0);
    const headingLength = count(headingText(chunk.headings, documentName), 1);
    count(chunk.lead, 2);
    if (chunk.header !== null) count(chunk.header, 2);
    for (const [term, [body, heading, around]] of counts) {
      let writer = this.#postings.get(term);
      if (writer === undefined) {
        writer = new PostingWriter();
        this.#postings.set(term, writer);
      }
      writer.add(this.#chunkCount, body, heading, around);
    }
    this.#lengths.write(bodyLength);
    this.#lengths.write(headingLength);
    this.#totalLength += bodyLength;
    this.#chunkCount += 1;
    version.chunks += 1;
  }

  finish(): BuiltSegment {
    return {
      chunkCount: this.#chunkCount,
      versions: this.#versions.map((version) => version.id),
      versionChunks: this.#versions.map((version) => version.chunks),
      versionFirst: this.#versions.map((version) => version.first),
      lengths: this.#lengths.finish(),
      totalLength: this.#totalLength,
      postings: [...this.#postings]
        .map(([term, writer]) => termListOf(term, writer))
        .sort((a, b) => compareTerms(a.term, b.term)),
    };
  }
}
