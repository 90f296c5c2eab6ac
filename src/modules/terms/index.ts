/** Front door of terms: the words of a text as an index holds them. */
export { compareTerms, eachTerm, type TermKind } from "./each-term.ts";
export { fold } from "./fold.ts";
export { likelyLanguages, stemmingOf } from "./language.ts";
export { isIrregular, stem } from "./stem.ts";
export { isStopWord, STEMMED_LANGUAGES, type StemmedLanguage } from "./stop-words.ts";
