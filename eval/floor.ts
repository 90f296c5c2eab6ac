/**
 * The floor to beat: plain BM25 over windows of 300 words with Snowball stems, and a threshold on how much of the
 * question the best window covers. It shares nothing with the product but the text that was read.
 */
import { stemmer as dutch } from "@orama/stemmers/dutch";
import { stemmer as english } from "@orama/stemmers/english";
import { stemmer as french } from "@orama/stemmers/french";
import { stemmer as german } from "@orama/stemmers/german";
import { stemmer as italian } from "@orama/stemmers/italian";
import { stemmer as portuguese } from "@orama/stemmers/portuguese";
import { stemmer as spanish } from "@orama/stemmers/spanish";
import type { CorpusDocument } from "./lib/corpus.ts";
import { placesOf, wordsOf } from "./lib/words.ts";

const STEMMERS: Readonly<Record<string, (word: string) => string>> = {
  en: english,
  de: german,
  fr: french,
  es: spanish,
  pt: portuguese,
  it: italian,
  nl: dutch,
};
const WINDOW_WORDS = 300;
const K1 = 1.2;
const B = 0.75;

export interface Window {
  readonly document: string;
  /** From 0. */
  readonly number: number;
  readonly text: string;
  readonly counts: ReadonlyMap<string, number>;
  readonly length: number;
}

export interface FloorResult {
  readonly windows: readonly Window[];
  /** 0 to 1: how much of the question, rare words counting more, stands in the best window. */
  readonly coverage: number;
}

export class Floor {
  readonly #windows: Window[];
  readonly #wordsOf = new Map<string, readonly string[]>();
  readonly #frequencies = new Map<string, number>();
  readonly #averageLength: number;

  constructor(documents: readonly CorpusDocument[]) {
    this.#windows = documents.flatMap((document) => {
      const words = wordsOf(document.text);
      this.#wordsOf.set(document.path, words);
      return windowsOf(document.path, words, stemmerOf(document.language));
    });
    for (const { counts } of this.#windows) {
      for (const term of counts.keys()) this.#frequencies.set(term, (this.#frequencies.get(term) ?? 0) + 1);
    }
    const words = this.#windows.reduce((sum, { length }) => sum + length, 0);
    this.#averageLength = words / Math.max(1, this.#windows.length);
  }

  /** @param language of the question; the floor is told what the product has to find out */
  search(question: string, language: string, limit: number): FloorResult {
    const terms = [...new Set(wordsOf(question).map(stemmerOf(language)))];
    const scored = this.#windows
      .map((window) => ({ window, score: this.#score(terms, window) }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score);
    const best = scored[0]?.window;
    const all = terms.reduce((sum, term) => sum + this.#rarity(term), 0);
    const covered = terms.reduce((sum, term) => sum + (best?.counts.has(term) ? this.#rarity(term) : 0), 0);
    return {
      windows: scored.slice(0, limit).map(({ window }) => window),
      coverage: all === 0 ? 0 : covered / all,
    };
  }

  /** Numbers of the windows in which a piece of the document begins. */
  windowsWith(document: string, piece: string): Set<number> {
    const places = placesOf(this.#wordsOf.get(document) ?? [], wordsOf(piece));
    return new Set(places.map((place) => Math.floor(place / WINDOW_WORDS)));
  }

  #score(terms: readonly string[], { counts, length }: Window): number {
    const norm = K1 * (1 - B + (B * length) / this.#averageLength);
    let score = 0;
    for (const term of terms) {
      const count = counts.get(term) ?? 0;
      score += (this.#rarity(term) * count * (K1 + 1)) / (count + norm);
    }
    return score;
  }

  #rarity(term: string): number {
    const frequency = this.#frequencies.get(term) ?? 0;
    return Math.log(1 + (this.#windows.length - frequency + 0.5) / (frequency + 0.5));
  }
}

function stemmerOf(language: string): (word: string) => string {
  return STEMMERS[language] ?? ((word) => word);
}

function windowsOf(document: string, words: readonly string[], stem: (word: string) => string): Window[] {
  const windows: Window[] = [];
  for (let from = 0; from < words.length; from += WINDOW_WORDS) {
    const own = words.slice(from, from + WINDOW_WORDS);
    const counts = new Map<string, number>();
    for (const word of own) counts.set(stem(word), (counts.get(stem(word)) ?? 0) + 1);
    windows.push({ document, number: windows.length, text: own.join(" "), counts, length: own.length });
  }
  return windows;
}
