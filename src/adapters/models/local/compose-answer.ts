import type { QuestionKind } from "./question.ts";
import { hasShape } from "./question.ts";
import type { Passage, Ranked } from "./rank.ts";
import { termsOf } from "./terms.ts";

const MOST_QUOTES = 4;
const MOST_LIST_ITEMS = 12;
const MOST_CHARS = 1_200;
const NEAR_BEST = 0.55;
const NEAR_COVERAGE = 0.75;
const SAME_SHARE = 0.7;
const EXCERPT_CHARS = 90;

/** Numbers under which passages are cited: their own, or the next free one. */
export class Citations {
  readonly #numbers = new Map<Passage, number>();
  readonly #named: Passage[] = [];
  #next: number;

  constructor(passages: readonly Passage[]) {
    this.#next = Math.max(0, ...passages.map(({ n }) => n ?? 0)) + 1;
  }

  mark(passage: Passage): string {
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

/** Quotes the best units, those beside each other joined, with a citation after each passage. */
export function composeAnswer(ranked: readonly Ranked[], kind: QuestionKind, citations: Citations): string {
  const best = ranked[0];
  if (best === undefined) return "";
  const list = kind === "list" || kind === "method" ? siblings(best) : [];
  if (list.length > 1) return bullets(best, list, citations);
  const chosen = choose(ranked, best, kind);
  const groups = new Map<Passage, Ranked[]>();
  for (const one of chosen) groups.set(one.passage, [...(groups.get(one.passage) ?? []), one]);
  return [...groups].map(([passage, quotes]) => `${joined(quotes)} ${citations.mark(passage)}`).join("\n\n");
}

/** Distinct units about as good as the best, within the length of a short answer. */
function choose(ranked: readonly Ranked[], best: Ranked, kind: QuestionKind): Ranked[] {
  const mustFit = hasShape(best.unit.text, kind);
  const chosen = [best];
  let chars = best.unit.text.length;
  for (const one of ranked.slice(1, 40)) {
    if (chosen.length >= MOST_QUOTES || one.score < best.score * NEAR_BEST) break;
    if (one.coverage < best.coverage * NEAR_COVERAGE || (mustFit && !hasShape(one.unit.text, kind))) continue;
    if (chars + one.unit.text.length > MOST_CHARS) continue;
    if (chosen.some(({ unit }) => saysTheSame(unit.text, one.unit.text))) continue;
    chosen.push(one);
    chars += one.unit.text.length;
  }
  return chosen;
}

function joined(quotes: Ranked[]): string {
  const inOrder = quotes.toSorted((a, b) => a.at - b.at).map(({ unit }) => unit);
  const isList = inOrder.length > 1 && inOrder.every(({ kind }) => kind !== "sentence");
  return inOrder.map(({ text }) => (isList ? `- ${text}` : text)).join(isList ? "\n" : " ");
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
  const shown = units.slice(0, MOST_LIST_ITEMS).map(({ text }) => `- ${text}`);
  const more = units.length > MOST_LIST_ITEMS ? `\n\nand ${units.length - MOST_LIST_ITEMS} more` : "";
  const heading = units[0]?.heading;
  return `${heading ? `${heading}:\n\n` : ""}${shown.join("\n")}${more} ${citations.mark(passage)}`;
}

export function saysTheSame(one: string, other: string): boolean {
  const a = new Set(termsOf(one));
  const b = new Set(termsOf(other));
  const shared = [...a].filter((term) => b.has(term)).length;
  return shared >= SAME_SHARE * Math.min(a.size, b.size);
}

function excerpt(passage: Passage): string {
  const text = passage.units[0]?.text ?? "";
  if (text.length <= EXCERPT_CHARS) return text;
  return `${text.slice(0, text.lastIndexOf(" ", EXCERPT_CHARS) > 40 ? text.lastIndexOf(" ", EXCERPT_CHARS) : EXCERPT_CHARS).toWellFormed()}…`;
}
