import { fold } from "./fold.ts";
import { nextRun, type Run } from "./runs.ts";
import { stem } from "./stem.ts";

/** Longer ones are base64, hashes of files, or an attack; they are left out whole and found by their parts. */
const LONGEST_TERM = 64;

const PART = /[\p{L}\p{N}\p{M}]+/gu;
const APOSTROPHE = /['’]/;
const NUMBER = /^\d[\d.,:]*$/;
const GROUPED = /^\d{1,3}(?:[.,' ]\d{3})+(?:[.,]\d{1,2})?$/;
const WITH_UNIT = /^(\d+(?:[.,]\d+)?)(\p{L}{1,4})$/u;
const CAMEL = /(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u;
/** Scripts that put no spaces between words: two letters in a row are a term. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu;

export type TermKind = "word" | "number" | "identifier" | "letters";

/**
 * @param term as the index holds it
 * @param position count of words before it; an identifier stands where its first part stands
 * @param surface as the text has it
 */
export type EachTerm = (
  term: string,
  position: number,
  kind: TermKind,
  surface: string,
  offset: number,
) => void;

/**
 * Terms of a text in reading order: words stemmed, numbers whole, identifiers whole and in parts, scripts without
 * spaces by pairs of letters. The same for what is indexed and what is asked. Linear in the length of the text.
 * @param isWanted plain words that it denies are counted and not told
 * @returns how many positions there were
 */
export function eachTerm(
  text: string,
  language: string,
  each: EachTerm,
  isWanted?: (word: string) => boolean,
): number {
  let position = 0;
  const found: Run = { text: "", offset: 0, simple: false, humps: false, unspaced: false, digits: false };
  for (let at = nextRun(text, 0, found); at !== -1; at = nextRun(text, at, found)) {
    const { text: run, offset } = found;
    if (found.simple && !found.humps) {
      if (run.length <= LONGEST_TERM && (isWanted === undefined || isWanted(run)))
        each(stem(run, language), position, "word", run, offset);
      position += 1;
    } else if (found.unspaced) position = eachOfMixed(run, language, position, offset, each);
    else if (found.digits && NUMBER.test(run)) {
      each(plainNumber(run), position, "number", run, offset);
      position += 1;
    } else position = eachOfRun(run, language, position, offset, each);
  }
  return position;
}

function eachOfRun(run: string, language: string, from: number, offset: number, each: EachTerm): number {
  let position = from;
  const unit = WITH_UNIT.exec(run);
  if (unit !== null) {
    each(fold(run), position, "identifier", run, offset);
    each(plainNumber(unit[1] ?? ""), position, "number", run, offset);
    each(fold(unit[2] ?? ""), position, "letters", run, offset);
    return position + 1;
  }
  const clipped = withoutClitics(run);
  const parts = clipped.match(PART) ?? [];
  const whole = fold(clipped);
  const compound = parts.length !== 1 || parts[0] !== clipped;
  if (compound && whole.length <= LONGEST_TERM) {
    each(whole, position, "identifier", run, offset);
    // "e-mail" and "email", "log-in" and "login" are one word to those who ask.
    if (parts.length === 2 && /^\p{L}+-\p{L}+$/u.test(clipped))
      each(stem(parts.join(""), language), position, "letters", run, offset);
  }
  for (const part of parts) {
    if (part.length > LONGEST_TERM) {
      position += 1;
      continue;
    }
    const humps = part.split(CAMEL);
    if (/^\d/.test(part)) each(fold(part), position, "number", part, offset);
    else each(stem(part, language), position, "word", part, offset);
    if (humps.length > 1) {
      for (const hump of humps) {
        if (hump.length > 1) each(stem(hump, language), position, "letters", hump, offset);
      }
    }
    position += 1;
  }
  return position;
}

/** "l'annexe", "dell'ufficio": the article goes; "don't" and "company's" stay one word. */
function withoutClitics(run: string): string {
  if (!APOSTROPHE.test(run)) return run;
  const clitic =
    /^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|(?:d|n|s|c|a)?(?:ell|all)|(?:nell|dell|sull|dall|all|un|quest))['’](?=\p{L}{2})/iu;
  return run
    .replace(clitic, "")
    .replace(/['’]s$/i, "")
    .replace(/(\p{L})['’](\p{L})/gu, "$1$2");
}

/** Pairs of letters of scripts without spaces, one letter alone as itself; other words in between as usual. */
function eachOfMixed(run: string, language: string, from: number, offset: number, each: EachTerm): number {
  let position = from;
  let done = 0;
  const others = (part: string) => {
    if (part !== "")
      position += eachTerm(part, language, (term, at, kind, surface) =>
        each(term, position + at, kind, surface, offset),
      );
  };
  for (const match of run.matchAll(UNSPACED)) {
    others(run.slice(done, match.index));
    done = match.index + match[0].length;
    const letters = [...fold(match[0])];
    if (letters.length === 1) each(letters[0] ?? "", position, "letters", match[0], offset);
    for (let at = 0; at + 1 < letters.length; at += 1) {
      each(`${letters[at]}${letters[at + 1]}`, position + at, "letters", match[0], offset);
    }
    position += Math.max(1, letters.length - 1);
  }
  const rest = run.slice(done);
  if (rest !== run) others(rest);
  return position;
}

/** "1,000" and "1.000" are 1000; "3.50" stays; marks at the end go. */
export function plainNumber(text: string): string {
  const trimmed = text.replace(/[.,:]+$/, "");
  if (!GROUPED.test(trimmed)) return trimmed.slice(0, LONGEST_TERM);
  const decimals = /[.,]\d{1,2}$/.exec(trimmed)?.[0] ?? "";
  return (
    trimmed.slice(0, trimmed.length - decimals.length).replace(/[.,' ]/g, "") + decimals.replace(",", ".")
  );
}

const BEYOND_SURROGATES = /[\ud800-\uffff]/;

/** The order of UTF-8 bytes, as the database sorts terms; UTF-16 units sort otherwise beyond the surrogates. */
export function compareTerms(a: string, b: string): number {
  if (a === b) return 0;
  if (BEYOND_SURROGATES.test(a) && BEYOND_SURROGATES.test(b))
    return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : 1;
}
