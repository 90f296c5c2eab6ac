import { fold, type StemmedLanguage, stem } from "../../terms/index.ts";
import type { Concept } from "./question.ts";
import type { IndexReader } from "./reader.ts";
import { synonymsOf } from "./synonyms.ts";

/** Languages that write compounds in one word, with the letters that may stand between the parts. */
const JOINTS: Partial<Record<StemmedLanguage, readonly string[]>> = {
  de: ["", "s", "es", "n", "en", "er", "e"],
  nl: ["", "s", "en", "e"],
};
const SHORTEST_PART = 4;
const LONGEST_COMPOUND = 40;
const MOST_COMPOUNDS = 3;

interface Split {
  readonly parts: readonly [string, string];
  readonly stems: readonly [string, string];
}

/**
 * Compounds of the question that nothing has which the asker may read, in two words that something says: "Urlaubstage"
 * is asked where the text says "Tage Urlaub". Of several splits the one with the longest first part.
 * @returns by the compound as the question has it
 */
export async function splitCompounds(
  reader: IndexReader,
  concepts: readonly Concept[],
  occurs: readonly boolean[],
  language: StemmedLanguage | undefined,
): Promise<ReadonlyMap<string, string>> {
  const joints = language === undefined ? undefined : JOINTS[language];
  if (joints === undefined || language === undefined) return new Map();
  const unknown = concepts.filter(
    ({ kind, surface }, index) =>
      kind === "word" &&
      occurs[index] !== true &&
      surface.length >= 2 * SHORTEST_PART &&
      surface.length <= LONGEST_COMPOUND,
  );
  const splits = unknown
    .slice(0, MOST_COMPOUNDS)
    .map(({ surface }) => ({ surface, splits: splitsOf(surface, joints, language) }));
  const saidAs = (part: string) => [part, ...synonymsOf(part, language)];
  const stems = new Set(splits.flatMap((one) => one.splits.flatMap((split) => split.stems.flatMap(saidAs))));
  if (stems.size === 0) return new Map();
  const known = await reader.postings([...stems]);
  const found = new Map<string, string>();
  for (const { surface, splits: possible } of splits) {
    const split = possible.find((one) =>
      one.stems.every((part) => saidAs(part).some((term) => known.has(term))),
    );
    if (split !== undefined) found.set(surface, split.parts.join(" "));
  }
  return found;
}

function splitsOf(surface: string, joints: readonly string[], language: StemmedLanguage): Split[] {
  const word = fold(surface);
  const splits: Split[] = [];
  for (let at = word.length - SHORTEST_PART; at >= SHORTEST_PART; at -= 1) {
    for (const joint of joints) {
      const first = word.slice(0, at - joint.length);
      if (first.length < SHORTEST_PART || word.slice(first.length, at) !== joint) continue;
      const second = word.slice(at);
      splits.push({ parts: [first, second], stems: [stem(first, language), stem(second, language)] });
    }
  }
  return splits;
}
