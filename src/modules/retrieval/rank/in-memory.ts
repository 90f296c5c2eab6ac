/**
 * The search without a database, over the very same index, scoring and re-ranking:
 *
 *   memoryIndex(chunks).search(question, { limit: 10, parameters? }) → Promise<FoundPassages>
 *   FoundPassages = { passages: [{ chunk: FoundChunk, score, evidence }], confidence: 0..1, corrected }
 *
 * `chunks` are what `splitDocument` made, with their document: see {@link MemoryDocument}.
 */

import { layoutOf, SegmentBuilder, type TermPostings } from "../../inverted-index/index.ts";
import { stemmingOf } from "../../terms/index.ts";
import type { Chunk } from "../contract.ts";
import { type FindOptions, type FoundPassages, findPassages, keyOf } from "./find-passages.ts";
import type { FoundChunk, IndexReader } from "./reader.ts";

export interface MemoryDocument {
  readonly id: string;
  /** Its file's name. */
  readonly name: string;
  /** As `splitDocument` gives it. */
  readonly language: string | null;
  readonly chunks: readonly Chunk[];
}

export interface MemoryIndex {
  search(question: string, options?: Partial<FindOptions>): Promise<FoundPassages>;
}

/** @param documents each becomes one version, and all of them one segment */
export function memoryIndex(documents: readonly MemoryDocument[]): MemoryIndex {
  const reader = memoryReader(documents);
  return { search: (question, options) => findPassages(reader, question, { limit: 10, ...options }) };
}

function memoryReader(documents: readonly MemoryDocument[]): IndexReader {
  const builder = new SegmentBuilder();
  const found = new Map<string, FoundChunk>();
  for (const { id, name, language, chunks } of documents) {
    builder.addVersion(id);
    for (const chunk of chunks) {
      builder.addChunk(chunk, stemmingOf(language), name);
      const { number, text, lead, headings, header, pageFrom: page, locator } = chunk;
      const place = { documentId: id, versionId: id, collectionId: "", document: name, url: null, language };
      found.set(keyOf({ versionId: id, number }), {
        ...place,
        number,
        text,
        lead,
        headings,
        header,
        page,
        locator,
      });
    }
  }
  const built = builder.finish();
  const layout = layoutOf({ id: "memory", ...built });
  const lists = new Map<string, readonly TermPostings[]>(
    built.postings.map(({ term, documentFrequency, data }) => [
      term,
      [{ segment: 0, documentFrequency, data }],
    ]),
  );
  const terms = built.postings.map(({ term }) => term);
  return {
    segments: [{ layout, allowed: null }],
    async postings(asked) {
      return new Map(
        asked.flatMap((term) => (lists.has(term) ? [[term, lists.get(term) ?? []] as const] : [])),
      );
    },
    async chunks(refs) {
      return refs.map((ref) => found.get(keyOf(ref)) ?? null);
    },
    async termsLike(prefixes, shortest, longest) {
      return terms.filter(
        (term) =>
          term.length >= shortest &&
          term.length <= longest &&
          prefixes.some((prefix) => term.startsWith(prefix)),
      );
    },
  };
}
