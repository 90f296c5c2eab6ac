import type { Citation } from "../contract.ts";
import { CitationFilter } from "./citation-filter.ts";
import type { TurnSurface } from "./run-turn.ts";

const EXCERPT_CHARACTERS = 700;
const MOST_CITATIONS = 50;

export interface Source {
  readonly number: number;
  readonly title: string;
  readonly locator: string | null;
  readonly text: string;
  /** Where it stands in the knowledge of the workspace; null for an attachment. */
  readonly place: SourcePlace | null;
}

export interface SourcePlace {
  readonly documentId: string;
  readonly versionId: string;
  readonly chunk: number;
  readonly page: number | null;
}

const NOWHERE = { documentId: null, versionId: null, chunk: null, page: null };

/** A stored citation in the shape of today: earlier ones knew no documents. */
export function presentCitation(stored: Partial<Citation> & Pick<Citation, "number" | "title">): Citation {
  return { locator: null, text: "", ...NOWHERE, ...stored };
}

/**
 * Citations of an answer: each `[n]` that names a source, with the passage of it that fits the sentence
 * before the number best. A number without a source is no citation.
 */
export function citationsOf(answer: string, sources: readonly Source[]): Citation[] {
  const byNumber = new Map(sources.map((source) => [source.number, source]));
  const found = new Map<number, Citation>();
  for (const match of answer.matchAll(/\[(\d{1,3})\]/g)) {
    const number = Number(match[1]);
    const source = byNumber.get(number);
    if (source === undefined || found.has(number) || found.size >= MOST_CITATIONS) continue;
    const claim = sentenceBefore(answer, match.index);
    found.set(number, {
      number,
      title: source.title,
      locator: source.locator,
      text: bestPassage(source.text, claim),
      ...(source.place ?? NOWHERE),
    });
  }
  return [...found.values()];
}

/** How a turn with these sources cites: without any, its text is left as the model wrote it. */
export function citing(sources: readonly Source[]): Pick<TurnSurface, "citationsOf" | "filter"> {
  return {
    citationsOf: (text) => citationsOf(text, sources),
    ...(sources.length === 0 ? {} : { filter: new CitationFilter(sources.map(({ number }) => number)) }),
  };
}

function sentenceBefore(text: string, end: number): string {
  const before = text.slice(Math.max(0, end - 600), end);
  const start = Math.max(before.lastIndexOf("\n"), before.slice(0, -2).search(/[.!?][^.!?]*$/));
  return before.slice(Math.max(0, start));
}

function bestPassage(text: string, claim: string): string {
  const wanted = new Set(words(claim));
  let best = "";
  let bestScore = -1;
  for (const paragraph of text.slice(0, 400_000).split(/\n+/)) {
    const own = new Set(words(paragraph));
    let score = 0;
    for (const word of wanted) if (own.has(word)) score += 1;
    if (score > bestScore && paragraph.trim() !== "") {
      best = paragraph.trim();
      bestScore = score;
    }
  }
  return best.slice(0, EXCERPT_CHARACTERS).toWellFormed();
}

function words(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [];
}
