import { fold, type StemmedLanguage, stem } from "../../terms/index.ts";
import { EVERYDAY_LIFE } from "./everyday-life.ts";
import { EVERYDAY_WORDS } from "./everyday-words.ts";

const LINES = [EVERYDAY_WORDS, EVERYDAY_LIFE].flatMap((text) => text.trim().split("\n"));

/** A line a meaning: the words that say it, of all languages together, without accents. Phrases are left out. */
export function everydayMeanings(): string[][] {
  return LINES.map((line) =>
    line
      .split(/[|,]/)
      .map((entry) => entry.trim())
      .filter((entry) => entry !== "" && !entry.includes(" ")),
  );
}

interface Synonyms {
  /** Stem of a word to stems of others. */
  readonly words: ReadonlyMap<string, ReadonlySet<string>>;
  /** Phrases of several words, longest first, with what they mean. */
  readonly phrases: readonly { readonly words: readonly string[]; readonly mean: ReadonlySet<string> }[];
}

const built = new Map<string, Synonyms>();

/** Other stems that say what a word's stem says. */
export function synonymsOf(stemmed: string, language: StemmedLanguage): ReadonlySet<string> {
  return tableOf(language).words.get(stemmed) ?? NONE;
}

/** The longest phrase that the folded words have at `at`. */
export function phraseAt(
  words: readonly string[],
  at: number,
  language: StemmedLanguage,
): { readonly length: number; readonly mean: ReadonlySet<string> } | null {
  for (const phrase of tableOf(language).phrases) {
    if (phrase.words.every((word, index) => words[at + index] === word)) {
      return { length: phrase.words.length, mean: phrase.mean };
    }
  }
  return null;
}

const NONE: ReadonlySet<string> = new Set();

const COLUMNS: readonly StemmedLanguage[] = ["en", "de", "fr", "es", "it", "pt", "nl"];

function tableOf(language: StemmedLanguage): Synonyms {
  let table = built.get(language);
  if (table === undefined) {
    table = build(language);
    built.set(language, table);
  }
  return table;
}

function build(language: StemmedLanguage): Synonyms {
  const words = new Map<string, Set<string>>();
  const phrases: { words: string[]; mean: Set<string> }[] = [];
  for (const line of LINES) {
    const columns = line.split("|").map((column) => column.split(",").map((entry) => entry.trim()));
    const own = columns[COLUMNS.indexOf(language)] ?? [];
    // How it is said here, and how elsewhere: documents are not always in the language of those who ask.
    const mean = new Set(
      columns.flatMap((entries, index) =>
        entries.filter((entry) => !entry.includes(" ")).map((entry) => stem(entry, COLUMNS[index] ?? "en")),
      ),
    );
    for (const entry of own) {
      if (entry.includes(" ")) {
        phrases.push({ words: entry.split(" ").map(fold), mean });
        continue;
      }
      const word = stem(entry, language);
      const others = words.get(word) ?? new Set();
      for (const other of mean) if (other !== word) others.add(other);
      words.set(word, others);
    }
  }
  phrases.sort((a, b) => b.words.length - a.words.length);
  return { words, phrases };
}
