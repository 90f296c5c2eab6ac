import { fold } from "../../terms/index.ts";
import { frequencyOf } from "./bm25.ts";
import type { Concept } from "./question.ts";
import type { IndexReader } from "./reader.ts";

const SHORTEST = 4;
const MOST_CORRECTED = 4;
const MOST_TRIED = 12;

/** Words with digits or joints are names: nothing similar is the same. */
const CORRECTABLE = /^[\p{L}]+$/u;

/**
 * For words that no chunk holds which the asker may read: the likeliest slip of typing. Only terms that the asker may
 * read are suggested, so that nobody learns by a correction what stands in closed collections.
 * @returns by place in `concepts`
 */
export async function correctTypos(
  reader: IndexReader,
  concepts: readonly Concept[],
  occurs: readonly boolean[],
): Promise<ReadonlyMap<number, string>> {
  const corrected = new Map<number, string>();
  const unknown = concepts.flatMap((concept, index) => {
    const word = fold(concept.surface);
    const fits =
      !occurs[index] &&
      !concept.everyday &&
      concept.kind === "word" &&
      word.length >= SHORTEST &&
      CORRECTABLE.test(word);
    return fits ? [{ index, forms: formsOf(concept, word) }] : [];
  });
  for (const { index, forms } of unknown.slice(0, MOST_CORRECTED)) {
    const term = await likeliest(reader, forms);
    if (term !== null) corrected.set(index, term);
  }
  return corrected;
}

/** The word and its stems: the index holds stems. */
function formsOf(concept: Concept, word: string): string[] {
  const stems = concept.variants.filter(({ weight }) => weight === 1).map(({ term }) => term);
  return [...new Set([word, ...stems])].filter((form) => form.length >= SHORTEST - 1).slice(0, 4);
}

async function likeliest(reader: IndexReader, forms: readonly string[]): Promise<string | null> {
  const lengths = forms.map((form) => form.length);
  const terms = await reader.termsLike(prefixesOf(forms), Math.min(...lengths) - 1, Math.max(...lengths) + 2);
  const near = terms
    .filter((term) => CORRECTABLE.test(term))
    .map((term) => ({ term, ...nearest(forms, term) }))
    .filter(({ term, distance, swapped }) => distance <= (swapped ? 1 : allowedSlips(term.length)))
    .sort((a, b) => a.distance - b.distance || (a.term < b.term ? -1 : 1))
    .slice(0, MOST_TRIED);
  if (near.length === 0) return null;
  const postings = await reader.postings(near.map(({ term }) => term));
  let best: { term: string; worth: number } | null = null;
  for (const { term, distance } of near) {
    const frequency = frequencyOf(postings.get(term) ?? [], reader.segments);
    if (frequency === 0) continue;
    // One slip less outweighs any commonness.
    const worth = Math.log(frequency + 1) - distance * 20;
    if (best === null || worth > best.worth) best = { term, worth };
  }
  return best?.term ?? null;
}

function nearest(forms: readonly string[], term: string): { distance: number; swapped: boolean } {
  const distance = Math.min(...forms.map((form) => slips(form, term)));
  return { distance, swapped: distance === 1 && forms.some((form) => areSwapped(form, term)) };
}

/** "recieve" and "receive": the same letters, two neighbours changed. */
function areSwapped(a: string, b: string): boolean {
  return a.length === b.length && slips(a, b) === 1 && [...a].sort().join("") === [...b].sort().join("");
}

/** A slip in the first two letters is rarer than later, but two letters swapped, one too many or too few happen. */
function prefixesOf(forms: readonly string[]): string[] {
  const prefixes = new Set<string>();
  for (const form of forms) {
    const [first, second, third] = [...form];
    for (const prefix of [
      [first, second],
      [second, first],
      [first, third],
      [second, third],
      [first, second, third],
    ]) {
      if (prefix.every((letter) => letter !== undefined)) prefixes.add(prefix.join("").slice(0, 2));
    }
  }
  return [...prefixes];
}

/** Short words are one slip away from others that people mean as often. */
function allowedSlips(length: number): number {
  if (length < 6) return 0;
  return length < 9 ? 1 : 2;
}

/** Letters put in, left out, swapped with a neighbour (1 each) or replaced (1): optimal string alignment. */
function slips(a: string, b: string, most = 3): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        cost = Math.min(cost, (before[column - 2] ?? 0) + 1);
      }
      current.push(cost);
    }
    if (Math.min(...current) > most) return most + 1;
    [before, previous] = [previous, current];
  }
  return previous[b.length] ?? most + 1;
}
