import type { Message } from "../contract.ts";

type Citation = Message["citations"][number];

const EXCERPT_CHARACTERS = 700;
const MOST_CITATIONS = 50;

export interface Source {
  readonly number: number;
  readonly title: string;
  readonly locator: string | null;
  readonly text: string;
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
    });
  }
  return [...found.values()];
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
  return best.slice(0, EXCERPT_CHARACTERS);
}

function words(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [];
}
