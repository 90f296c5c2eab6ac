import type { TermPostings } from "../../inverted-index/index.ts";
export type StoredList = Omit<TermPostings, "segment">;

interface CachedSegment {
  /** Null: the segment does not hold the term. */
  readonly terms: Map<string, StoredList | null>;
  bytes: number;
}

/** What an entry takes beside its bytes and its term, roughly, bytes. */
const OVERHEAD = 120;

/**
 * Posting lists read before. Segments never change, so nothing is ever stale; a segment's id is only ever learnt by
 * who may see it. Segments that were used longest ago go first.
 */
export class ListCache {
  readonly #segments = new Map<string, CachedSegment>();
  readonly #mostBytes: number;
  #bytes = 0;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** @returns undefined when the database must be asked */
  get(segmentId: string, term: string): StoredList | null | undefined {
    return this.#segments.get(segmentId)?.terms.get(term);
  }

  /** Says that the segment is in use. */
  touch(segmentId: string): void {
    const segment = this.#segments.get(segmentId);
    if (segment === undefined) return;
    this.#segments.delete(segmentId);
    this.#segments.set(segmentId, segment);
  }

  put(segmentId: string, term: string, list: StoredList | null): void {
    let segment = this.#segments.get(segmentId);
    if (segment === undefined) {
      segment = { terms: new Map(), bytes: 0 };
      this.#segments.set(segmentId, segment);
    }
    if (segment.terms.has(term)) return;
    segment.terms.set(term, list);
    const bytes = (list?.data.length ?? 0) + term.length + OVERHEAD;
    segment.bytes += bytes;
    this.#bytes += bytes;
    if (this.#bytes > this.#mostBytes) this.#shrink();
  }

  #shrink(): void {
    for (const [id, segment] of this.#segments) {
      if (this.#bytes <= this.#mostBytes * 0.8) return;
      this.#segments.delete(id);
      this.#bytes -= segment.bytes;
    }
  }
}
