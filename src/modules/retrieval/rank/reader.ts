import type { ChunkRef } from "../../inverted-index/contract.ts";
import type { SegmentView, TermPostings } from "../../inverted-index/index.ts";

export interface FoundChunk extends ChunkRef {
  readonly documentId: string;
  readonly collectionId: string;
  /** Its name. */
  readonly document: string;
  readonly url: string | null;
  readonly language: string | null;
  readonly text: string;
  readonly lead: string;
  readonly headings: readonly string[];
  readonly header: string | null;
  readonly page: number | null;
  readonly locator: string | null;
}

/** What ranking needs of an index, in the database or in memory. All of it is one state at one time. */
export interface IndexReader {
  readonly segments: readonly SegmentView[];
  /** Terms without postings are left out. */
  postings(terms: readonly string[]): Promise<ReadonlyMap<string, readonly TermPostings[]>>;
  /** In the order of `refs`; null where the asker may not read it or searches no longer see it. */
  chunks(refs: readonly ChunkRef[]): Promise<readonly (FoundChunk | null)[]>;
  /** Terms of the index that begin like one of these, of at least and at most that many letters. Bounded. */
  termsLike(prefixes: readonly string[], shortest: number, longest: number): Promise<readonly string[]>;
}
