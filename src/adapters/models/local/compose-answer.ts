import type { QuestionKind } from "./question.ts";
import { hasShape } from "./question.ts";
import type { Passage, Ranked } from "./rank.ts";
import { speaksToReader } from "./rank.ts";
import { termsOf } from "./terms.ts";

const MOST_QUOTES = 4;
const MOST_LIST_ITEMS = 12;
const MOST_CHARS = 1_200;
const NEAR_BEST = 0.55;
const NEAR_COVERAGE = 0.75;
const ALIKE = 0.9;
const SAME_SHARE = 0.7;
const EXCERPT_CHARS = 90;
const WELL_COVERED = 0.75;
/** Of the paragraph that is quoted around the best sentence. */
const PARAGRAPH_CHARS = 450;
/** A sentence that begins so goes on from the one before it. */
const REFERS_BACK =
  /^(?:however|but|this|that|these|those|it|they|he|she|such|so|then|therefore|thus|otherwise|also|instead|in (?:this|that|such) case|jedoch|aber|dies(?:er?s?)?|das|sie|dann|sonst|cependant|mais|ce(?:la|ci)?|cette|il|elle|ils|alors|sin embargo|pero|est[aeo]s?|es[aeo]s?|entonces)(?![\p{L}])/iu;

/**
 * Numbers under which passages are cited: their own, or, where none has one, the next free one. Beside numbered
 * sources a passage of the conversation is named in words: a number of its own would pose as one of them.
 */
export class Citations {
  readonly #numbers = new Map<Passage, number>();
  readonly #named: Passage[] = [];
  readonly #hasSources: boolean;
  #next: number;

  constructor(passages: readonly Passage[]) {
    this.#hasSources = passages.some(({ n }) => n !== undefined);
    this.#next = Math.max(0, ...passages.map(({ n }) => n ?? 0)) + 1;
  }

  mark(passage: Passage): string {
    if (passage.n === undefined && this.#hasSources) return `(from ${passage.name})`;
    let number = this.#numbers.get(passage);
    if (number === undefined) {
      number = passage.n ?? this.#next++;
      this.#numbers.set(passage, number);
      if (passage.n === undefined) this.#named.push(passage);
    }
    return `[${number}]`;
  }

  /** A line for each passage that had no number, saying where it comes from. */
  legend(): string {
    return this.#named
      .map((passage) => `${this.mark(passage)} from ${passage.name}: "${excerpt(passage)}"`)
      .join("\n");
  }
}

/**
 * Quotes the best units, those beside each other joined, with a citation after each passage.
 * @param inContext the best quote takes along what it refers back to, and what follows where it may not be all
 */
export function composeAnswer(
  ranked: readonly Ranked[],
  kind: QuestionKind,
  citations: Citations,
  inContext = false,
): string {
  const best = ranked[0];
  if (best === undefined) return "";
  const list = wantsList(best, kind) ? siblings(best) : [];
  if (list.length > 1) return bullets(best, list, citations);
  const quotes = choose(ranked, best, kind);
  const chosen = inContext ? [...besideIt(best, quotes), ...quotes] : quotes;
  return paragraphs(chosen)
    .map((quotes) => `${joined(quotes)} ${citations.mark(quotes[0]?.passage ?? best.passage)}`)
    .join("\n\n");
}

/** A list is asked for, or the heading of one matches rather than any of its items. */
function wantsList({ unit, isByHeading }: Ranked, kind: QuestionKind): boolean {
  return isByHeading || ((kind === "list" || kind === "method") && unit.kind !== "row");
}

/** Quotes in the order of their passage, those of one block together. */
function paragraphs(chosen: readonly Ranked[]): Ranked[][] {
  const passages = [...new Set(chosen.map(({ passage }) => passage))];
  return passages.flatMap((passage) => {
    const quotes = chosen.filter((one) => one.passage === passage).toSorted((a, b) => a.at - b.at);
    const blocks = [...new Set(quotes.map(({ unit }) => unit.block))];
    return blocks.map((block) => quotes.filter(({ unit }) => unit.block === block));
  });
}

/** Distinct units about as good as the best, within the length of a short answer. */
function choose(ranked: readonly Ranked[], best: Ranked, kind: QuestionKind): Ranked[] {
  const mustFit = hasShape(best.unit.text, kind);
  // Two amounts or dates beside each other make people choose: the second has to be as good an answer.
  const isSure = mustFit && best.coverage >= WELL_COVERED;
  const [near, nearCoverage] = isSure ? [ALIKE, ALIKE] : [NEAR_BEST, NEAR_COVERAGE];
  const chosen = [best];
  let chars = best.unit.text.length;
  for (const one of ranked.slice(1, 40)) {
    if (chosen.length >= MOST_QUOTES || one.score < best.score * near) break;
    if (one.coverage < best.coverage * nearCoverage || (mustFit && !hasShape(one.unit.text, kind))) continue;
    if (chars + one.unit.text.length > MOST_CHARS) continue;
    if (chosen.some(({ unit }) => saysTheSame(unit.text, one.unit.text))) continue;
    chosen.push(one);
    chars += one.unit.text.length;
  }
  return chosen;
}

/**
 * Sentences of the best one's paragraph around it: what it refers back to, and where it says only a part of what is
 * asked, what follows and what comes before, as much as fits: the answer may be among them.
 */
function besideIt(best: Ranked, quotes: readonly Ranked[]): Ranked[] {
  const { passage, at, unit, coverage } = best;
  if (unit.kind !== "sentence") return [];
  const beside: Ranked[] = [];
  let chars = unit.text.length;
  const take = (place: number): boolean => {
    const next = passage.units[place];
    if (next === undefined || next.block !== unit.block || next.kind !== "sentence") return false;
    if (speaksToReader(next.text) || chars + next.text.length > PARAGRAPH_CHARS) return false;
    chars += next.text.length;
    if (!quotes.some((quote) => quote.passage === passage && quote.at === place))
      beside.push({ ...best, unit: next, at: place });
    return true;
  };
  let [first, last] = [at, at];
  if (REFERS_BACK.test(unit.text) && take(first - 1)) first -= 1;
  if (coverage >= WELL_COVERED) return beside;
  while (take(last + 1)) last += 1;
  while (take(first - 1)) first -= 1;
  return beside;
}

function joined(quotes: readonly Ranked[]): string {
  const isList = quotes.length > 1 && quotes.every(({ unit }) => unit.kind !== "sentence");
  return quotes.map(({ unit }) => (isList ? `- ${unit.text}` : unit.text)).join(isList ? "\n" : " ");
}

/** The other items of the list or table that the best unit stands in, when the list as a whole is asked for. */
function siblings({ passage, unit }: Ranked): Ranked["unit"][] {
  const isLeadIn = unit.kind === "sentence" && unit.text.endsWith(":");
  const at = passage.units.indexOf(unit);
  const anchor = isLeadIn ? passage.units[at + 1] : unit;
  if (anchor === undefined || anchor.kind === "sentence") return [];
  return passage.units.filter(({ kind, heading, block }) => {
    return kind === anchor.kind && heading === anchor.heading && (heading !== "" || block === anchor.block);
  });
}

function bullets({ passage }: Ranked, units: Ranked["unit"][], citations: Citations): string {
  const shown: string[] = [];
  let chars = 0;
  for (const { text } of units) {
    chars += text.length;
    if (shown.length >= MOST_LIST_ITEMS || (chars > MOST_CHARS && shown.length > 0)) break;
    shown.push(`- ${text}`);
  }
  const more = units.length > shown.length ? `\n- and ${units.length - shown.length} more` : "";
  const heading = units[0]?.heading;
  return `${heading ? `${heading}:\n\n` : ""}${shown.join("\n")}${more} ${citations.mark(passage)}`;
}

/** Most words of the shorter text are in the longer; texts whose numbers differ never say the same. */
export function saysTheSame(one: string, other: string): boolean {
  const [fewer, more] = [new Set(termsOf(one)), new Set(termsOf(other))].sort((a, b) => a.size - b.size);
  if (fewer === undefined || more === undefined) return false;
  const alone = [...fewer].filter((term) => !more.has(term));
  return alone.length <= (1 - SAME_SHARE) * fewer.size && !alone.some((term) => /\d/.test(term));
}

function excerpt(passage: Passage): string {
  const text = passage.units[0]?.text ?? "";
  if (text.length <= EXCERPT_CHARS) return text;
  const space = text.lastIndexOf(" ", EXCERPT_CHARS);
  return `${text.slice(0, space > EXCERPT_CHARS / 2 ? space : EXCERPT_CHARS).toWellFormed()}…`;
}
