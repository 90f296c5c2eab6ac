import { compareTerms } from "../terms/index.ts";
import { eachPosting, PostingWriter, type TermList, termListOf } from "./postings.ts";

/** The lists of a segment in the order of their terms. */
export interface ListSource {
  /** Null: there are no more. */
  readonly head: TermList | null;
  /** To the next one. A promise only where it has to be waited for: there are hundreds of thousands of lists. */
  advance(): Promise<void> | undefined;
}

/**
 * The lists of all sources, term by term, as one segment holds them.
 * @param sources each at its first list
 * @param ordinals by source: the new ordinal of each old one, -1 where it is gone; they only grow
 */
export async function* mergeLists(
  sources: readonly ListSource[],
  ordinals: readonly Int32Array[],
): AsyncGenerator<TermList, void, void> {
  const shifts = ordinals.map(shiftOf);
  for (;;) {
    let term: string | null = null;
    for (const { head } of sources) {
      if (head !== null && (term === null || compareTerms(head.term, term) < 0)) term = head.term;
    }
    if (term === null) return;
    const writer = new PostingWriter();
    for (const [index, source] of sources.entries()) {
      if (source.head?.term !== term) continue;
      const shift = shifts[index] ?? null;
      if (shift !== null) writer.append(source.head, shift);
      else appendLeft(writer, source.head, ordinals[index] ?? NONE);
      const waited = source.advance();
      if (waited !== undefined) await waited;
    }
    if (writer.count > 0) yield termListOf(term, writer);
  }
}

const NONE = new Int32Array();

/** How much later every ordinal is; null where some are gone. */
function shiftOf(ordinals: Int32Array): number | null {
  const first = ordinals[0] ?? -1;
  return first >= 0 && ordinals.at(-1) === first + ordinals.length - 1 ? first : null;
}

function appendLeft(writer: PostingWriter, { data }: TermList, ordinals: Int32Array): void {
  eachPosting(data, (ordinal, body, heading, around) => {
    const next = ordinals[ordinal] ?? -1;
    if (next >= 0) writer.add(next, body, heading, around);
  });
}
