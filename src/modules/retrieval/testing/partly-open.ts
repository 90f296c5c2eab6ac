import { allowedOf, layoutOf, SegmentBuilder, type TermPostings } from "../../inverted-index/index.ts";
import type { FoundChunk, IndexReader } from "../rank/reader.ts";

export interface ShortDocument {
  readonly name: string;
  readonly texts: readonly string[];
  /** The asker may not read it. */
  readonly closed?: boolean;
}

/** An index of one segment in which some documents are closed to the asker. Each document is a version by its name. */
export function partlyOpen(documents: readonly ShortDocument[]): IndexReader {
  const builder = new SegmentBuilder();
  const chunks = new Map<string, FoundChunk>();
  for (const { name, texts, closed } of documents) {
    builder.addVersion(name);
    texts.forEach((text, number) => {
      builder.addChunk({ text, lead: "", headings: [name], header: null }, "en", name);
      if (closed !== true) chunks.set(`${name} ${number}`, foundChunk(name, number, text));
    });
  }
  const built = builder.finish();
  const layout = layoutOf({ id: "one", ...built });
  const isOpen = (version: number) => documents[version]?.closed !== true;
  const lists = new Map(
    built.postings.map(({ term, documentFrequency, data }): [string, TermPostings[]] => [
      term,
      [{ segment: 0, documentFrequency, data }],
    ]),
  );
  return {
    segments: [{ layout, allowed: allowedOf(layout, isOpen) }],
    postings: async (terms) =>
      new Map(terms.flatMap((term) => (lists.has(term) ? [[term, lists.get(term) ?? []] as const] : []))),
    chunks: async (refs) => refs.map(({ versionId, number }) => chunks.get(`${versionId} ${number}`) ?? null),
    termsLike: async (prefixes, shortest, longest) =>
      [...lists.keys()].filter(
        (term) =>
          term.length >= shortest &&
          term.length <= longest &&
          prefixes.some((prefix) => term.startsWith(prefix)),
      ),
  };
}

/** A chunk as an index gives it to who may read it. */
export function foundChunk(name: string, number: number, text: string): FoundChunk {
  const of = { documentId: name, versionId: name, collectionId: "one", document: name, url: null };
  return {
    ...of,
    language: "en",
    number,
    text,
    lead: "",
    headings: [name],
    header: null,
    page: null,
    locator: null,
  };
}
