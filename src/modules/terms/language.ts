import { fold } from "./fold.ts";
import { isStemmed, isStopWord, STEMMED_LANGUAGES, type StemmedLanguage } from "./stop-words.ts";

/** Words looked at; a question or a paragraph shows its language well before that. */
const SAMPLE_WORDS = 400;
const WORD = /\p{L}+/gu;

/**
 * Likely languages of a text, likeliest first, by how many of its words are stop words of each. Several where it is
 * short and they share its words; none where nothing speaks for any.
 */
export function likelyLanguages(text: string): StemmedLanguage[] {
  const scores = new Map<StemmedLanguage, number>();
  let words = 0;
  for (const [word] of text.matchAll(WORD)) {
    words += 1;
    if (words > SAMPLE_WORDS) break;
    const folded = fold(word);
    // A letter alone ("a", "e", "o") is a word of half of them.
    if (folded.length < 2) continue;
    for (const language of STEMMED_LANGUAGES) {
      if (isStopWord(folded, language)) scores.set(language, (scores.get(language) ?? 0) + 1);
    }
  }
  const best = Math.max(0, ...scores.values());
  if (best === 0) return [];
  return [...scores]
    .filter(([, score]) => score >= best * 0.7)
    .sort(([, a], [, b]) => b - a)
    .map(([language]) => language);
}

/** The language of a text if it is one that we stem, else "other". */
export function languageOf(text: string): StemmedLanguage | "other" {
  return likelyLanguages(text)[0] ?? "other";
}

/** What a document's language means for stemming: those we do not know are not stemmed. */
export function stemmingOf(language: string | null): StemmedLanguage | "other" {
  return language !== null && isStemmed(language) ? language : "other";
}
