import { type Kin, NO_KIN } from "./kin.ts";
import type { QuestionKind } from "./question.ts";
import { hasShape, isTelling } from "./question.ts";
import type { Unit } from "./segment.ts";
import { termsOf } from "./terms.ts";

export type Passage = {
  /** The number under which it may be cited; `undefined` until a quote of it needs one. */
  n: number | undefined;
  /** "Return policy, page 2", "your message". */
  name: string;
  units: Unit[];
  /** 1 for material meant to be read; less for turns of the conversation. */
  weight: number;
};

export type Ranked = {
  passage: Passage;
  at: number;
  unit: Unit;
  score: number;
  coverage: number;
  /** Only the heading above it shares words with the question. */
  isByHeading: boolean;
};

/** The question's own terms, and hints from its kind or the question before it: hints raise a score, not the coverage. */
export type Query = {
  terms: Set<string>;
  hints: Map<string, number>;
  kind: QuestionKind;
  /** It says "not" itself, or asks whether something may be: what denies answers it sooner. */
  denial?: "said" | "possible" | undefined;
  /** How a text says what the thing is that the question asks the meaning of. */
  defines?: RegExp | undefined;
  kin?: Kin | undefined;
};

const K1 = 1.2;
const B = 0.5;
const SHAPE_BONUS = 1.35;
const HEADING_SHARE = 0.7;
const NEIGHBOUR_SHARE = 0.3;
const TELLING_SCORE = 2;
const TELLING_COVERAGE = 0.5;
const PLANTED_SHARE = 0.15;
const PREFIX_CHARS = 5;
const PREFIX_SHARE = 0.75;
const ENDING_CHARS = 3;
const ENDING_RATIO = 0.7;
const ENDING_SHARE = 0.7;
/** Of a word that says it otherwise. */
const KIN_SHARE = 0.45;
const QUESTION_SHARE = 0.1;
const DEFINITION_BONUS = 1.8;
/** Units below a question that may answer it. */
const UNDER_QUESTION = 8;

/** No, not, never, without, except, and their like in six languages. */
export const DENIAL =
  /(?<![\p{L}])(?:not|no|never|nor|none|neither|cannot|can't|won't|don't|doesn't|isn't|aren't|mustn't|without|except|excluded?|unless|forbidden|prohibited|nicht|kein(?:e[nmrs]?)?|nie|niemals|ohne|außer|verboten|ne|pas|jamais|aucune?|sans|sauf|interdit|nunca|ning[uú]n[oa]?|sin|salvo|prohibid[oa]|não|nenhuma?|sem|exceto|non|mai|senza|tranne|vietat[oa]|niet|geen|nooit|zonder|behalve)(?![\p{L}])/iu;
/** Sentences written for whoever reads the text as a machine: of no use to the person who asks. */
const TO_A_MACHINE =
  /\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:previous|prior|above|earlier|all|your|system)\b.{0,30}\b(?:instructions?|prompts?|rules?|messages?)\b|^\s*(?:system|assistant|developer)\s*:|\byou (?:are now|must now|will now)\b|\b(?:system prompt|hidden instructions?)\b|\b(?:AI|language model|assistant|chatbot)s?\b.{0,40}\b(?:must|should|reply|respond|answer|say|output)\b/i;

function isQuestion(text: string): boolean {
  return /[?？]["”')]?$/u.test(text);
}

function denialShare(text: string, denial: "said" | "possible"): number {
  const denies = DENIAL.test(text);
  if (denial === "possible") return denies ? 1.2 : 1;
  return denies ? 2 : 0.45;
}

/** An order to whoever reads the text as a machine. */
export function speaksToReader(text: string): boolean {
  return TO_A_MACHINE.test(text);
}

type Entry = Ranked & { own: Map<string, number>; above: Set<string>; length: number };

/**
 * Ranks every unit against the question: BM25 over the unit's own words, with its heading and the
 * passage's name read at a discount, then raised when it holds the sort of thing asked for and when
 * its neighbours match. `coverage` is the share of the question's weight that is met, 0 to 1.
 */
export function rank(passages: readonly Passage[], query: Query): Ranked[] {
  const entries = passages.flatMap(entriesOf);
  const weights = new Map([...query.hints, ...[...query.terms].map((term) => [term, 1] as const)]);
  if (entries.length === 0 || weights.size === 0) return [];
  const lexicon = lexiconOf(entries, weights, query.kin);
  const counted = query.terms.size > 0 ? query.terms : query.hints;
  const whole = [...counted.keys()].reduce((sum, term) => sum + lexicon.idf(term), 0) || 1;
  const average = entries.reduce((sum, { length }) => sum + length, 0) / entries.length || 1;
  for (const entry of entries) {
    let score = 0;
    let met = 0;
    for (const [term, weight] of weights) {
      const own = frequency(entry.own, lexicon.similar.get(term));
      const above = own === 0 && touches(entry.above, lexicon.similar.get(term)) ? HEADING_SHARE : 0;
      const tf = own === 0 ? above : own;
      if (tf === 0) continue;
      const saturation = (tf * (K1 + 1)) / (tf + K1 * (1 - B + (B * entry.length) / average));
      score += weight * lexicon.idf(term) * saturation;
      if (own > 0) entry.isByHeading = false;
      if (counted.has(term)) met += lexicon.idf(term) * (own > 0 ? Math.min(1, own) : HEADING_SHARE);
    }
    entry.coverage = met / whole;
    entry.score = score * (0.4 + entry.coverage) * entry.passage.weight;
    if (speaksToReader(entry.unit.text)) entry.score *= PLANTED_SHARE;
    if (isQuestion(entry.unit.text)) entry.score *= QUESTION_SHARE;
    if (query.defines?.test(entry.unit.text) === true) entry.score *= DEFINITION_BONUS;
    raiseForShape(entry, query.kind);
    if (query.denial !== undefined) entry.score *= denialShare(entry.unit.text, query.denial);
  }
  lendToNeighbours(entries, query.kind);
  return entries
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.at - b.at)
    .map(({ passage, at, unit, score, coverage, isByHeading }) => ({
      passage,
      at,
      unit,
      score,
      coverage,
      isByHeading,
    }));
}

/** Terms of the question that no passage holds, neither as such nor as part of a longer word. */
export function missingTerms(passages: readonly Passage[], terms: ReadonlySet<string>): Set<string> {
  const entries = passages.flatMap(entriesOf);
  const { similar } = lexiconOf(entries, new Map([...terms].map((term) => [term, 1])));
  return new Set([...terms].filter((term) => similar.get(term)?.size === 0));
}

function raiseForShape(entry: Entry, kind: QuestionKind): void {
  const telling = isTelling(kind);
  if ((entry.score === 0 && !telling) || !hasShape(entry.unit.text, kind)) return;
  entry.score = entry.score * SHAPE_BONUS + (telling ? TELLING_SCORE : 0);
  if (telling) entry.coverage = Math.max(entry.coverage, TELLING_COVERAGE);
}

function entriesOf(passage: Passage): Entry[] {
  const name = termsOf(passage.n === undefined ? "" : passage.name);
  let asked: string[] = [];
  let askedAt = 0;
  return passage.units.map((unit, at) => {
    const own = new Map<string, number>();
    const terms = termsOf(unit.text);
    for (const term of terms) own.set(term, (own.get(term) ?? 0) + 1);
    // A question in the text names what comes below it, as a heading does.
    const isUnder = at - askedAt <= UNDER_QUESTION;
    const above = new Set([...name, ...termsOf(unit.heading), ...(isUnder ? asked : [])]);
    if (isQuestion(unit.text)) {
      asked = terms;
      askedAt = at;
    }
    return { passage, at, unit, score: 0, coverage: 0, isByHeading: true, own, above, length: terms.length };
  });
}

/** For each term of the question, the words of the texts that count as it, and how rare it is in them. */
function lexiconOf(entries: readonly Entry[], terms: ReadonlyMap<string, number>, kinOf: Kin = NO_KIN) {
  const vocabulary = new Map<string, number>();
  for (const { own, above } of entries) {
    for (const term of own.keys()) vocabulary.set(term, (vocabulary.get(term) ?? 0) + 1);
    for (const term of above) if (!vocabulary.has(term)) vocabulary.set(term, 0);
  }
  const similar = new Map<string, Map<string, number>>();
  const rarity = new Map<string, number>();
  for (const term of terms.keys()) {
    const words = wordsFor(vocabulary, (word) => likeness(term, word));
    const kin = kinOf(term);
    const others = wordsFor(vocabulary, (word) => (kin.has(word) && !words.has(word) ? KIN_SHARE : 0));
    // How rare it is, is told by the word itself where it is said so anywhere.
    const held = [...(words.size > 0 ? words : others).keys()].reduce(
      (sum, word) => sum + (vocabulary.get(word) ?? 0),
      0,
    );
    for (const [word, share] of others) words.set(word, share);
    const holders = Math.min(held, entries.length);
    similar.set(term, words);
    rarity.set(term, Math.log(1 + (entries.length - holders + 0.5) / (holders + 0.5)));
  }
  return { similar, idf: (term: string): number => rarity.get(term) ?? 0 };
}

function wordsFor(
  vocabulary: ReadonlyMap<string, number>,
  shareOf: (word: string) => number,
): Map<string, number> {
  const words = new Map<string, number>();
  for (const word of vocabulary.keys()) {
    const share = shareOf(word);
    if (share > 0) words.set(word, share);
  }
  return words;
}

/** 1 for the same word, less when both begin alike for most of their length: "deliver", "delivery"; "signer", "signez". */
function likeness(term: string, word: string): number {
  if (term === word) return 1;
  const shorter = Math.min(term.length, word.length);
  // Compounds are the same or are not.
  if (shorter < PREFIX_CHARS || term.startsWith("=")) return 0;
  let alike = 0;
  while (alike < shorter && term.charCodeAt(alike) === word.charCodeAt(alike)) alike += 1;
  if (alike === shorter) return PREFIX_SHARE;
  return alike >= PREFIX_CHARS &&
    shorter - alike <= ENDING_CHARS &&
    alike >= ENDING_RATIO * Math.max(term.length, word.length)
    ? ENDING_SHARE
    : 0;
}

function frequency(own: Map<string, number>, words: Map<string, number> | undefined): number {
  let sum = 0;
  for (const [word, share] of words ?? []) sum += (own.get(word) ?? 0) * share;
  return sum;
}

function touches(above: Set<string>, words: Map<string, number> | undefined): boolean {
  for (const word of words?.keys() ?? []) if (above.has(word)) return true;
  return false;
}

/** An answer often stands beside the sentence that shares the question's words. */
function lendToNeighbours(entries: Entry[], kind: QuestionKind): void {
  const before = entries.map(({ score }) => score);
  for (const [i, entry] of entries.entries()) {
    const above = entries[i - 1];
    const lent =
      above?.passage === entry.passage && above.unit.block === entry.unit.block ? (before[i - 1] ?? 0) : 0;
    if (lent === 0) continue;
    const fits = hasShape(entry.unit.text, kind) && !hasShape(above?.unit.text ?? "", kind);
    if (fits) entry.score += lent * (NEIGHBOUR_SHARE + 0.5);
    else if (entry.score > 0) entry.score += lent * NEIGHBOUR_SHARE;
    if (fits) entry.coverage = Math.max(entry.coverage, (above?.coverage ?? 0) * 0.8);
  }
}
