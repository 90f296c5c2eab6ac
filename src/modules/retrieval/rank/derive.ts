import { type StemmedLanguage, stem } from "../../terms/index.ts";

const SHORTEST_BASE = 4;

/** Endings by which English makes nouns of verbs; stemming leaves them where the rest of the word is short. */
const ENDINGS = ["er", "or", "ment", "ation", "ion", "al", "ance", "ence", "ery", "y"];

/**
 * Stems of words that are derived from the same base: "deliver" and "delivery", "burn" and "burner". Some exist in no text; they are looked up together with the word itself.
 * @param word folded
 */
export function derivedStems(word: string, language: StemmedLanguage): ReadonlySet<string> {
  const own = stem(word, "en");
  const derived = new Set<string>();
  if (language !== "en" || !/^[a-z]{4,20}$/.test(word)) return derived;
  const ending = ENDINGS.find((one) => word.endsWith(one) && word.length - one.length >= SHORTEST_BASE);
  const bases = new Set([own, ...(ending === undefined ? [] : [word.slice(0, -ending.length)])]);
  for (const base of bases) {
    if (base.length < SHORTEST_BASE) continue;
    for (const one of ["", ...ENDINGS]) derived.add(stem(base + one, "en"));
  }
  derived.delete(own);
  return derived;
}
