import { eachTerm, stemmingOf } from "../../terms/index.ts";
import { type AnswerType, answerTypeOf, showsType } from "./answer-type.ts";
import type { WeighedQuestion } from "./evidence.ts";
import type { FoundChunk } from "./reader.ts";
import { weigh } from "./statement.ts";

const SENTENCES = /\n+|(?<=[.!?])\s+(?=\p{Lu}|\d)/u;
const NUMERIC: ReadonlySet<AnswerType> = new Set([
  "money",
  "share",
  "weight",
  "extent",
  "temperature",
  "duration",
  "count",
]);
/** Of what the best sentence says of the question: sentences that say as much are about it too. */
const ABOUT_IT = 0.6;

/**
 * Whether the sort of thing that is asked for stands in the sentences that say most of the question, right after one,
 * or below a heading that says it; numbers of the question itself are none. True where an answer could look like anything.
 */
export function holdsAnswerNear(asked: WeighedQuestion, chunk: FoundChunk): boolean {
  const type = answerTypeOf(asked.question.text);
  if (type === null) return true;
  const language = stemmingOf(chunk.language);
  const pieces = `${chunk.lead}${chunk.text}`.split(SENTENCES);
  const scores = pieces.map((piece) => weigh(strengthsIn(piece, language, asked), asked.weights));
  const least = ABOUT_IT * Math.max(...scores);
  const isHeading = (at: number) => chunk.headings.includes(pieces[at]?.trim() ?? "");
  const isAbout = (at: number) => (scores[at] ?? 0) >= least;
  let underHeading = false;
  const chosen = pieces.flatMap((piece, at) => {
    if (isHeading(at)) underHeading = isAbout(at);
    const isNear = underHeading || isAbout(at) || (at > 0 && isAbout(at - 1));
    return isNear ? [headOf(pieces, at), piece] : [];
  });
  let near = [chunk.header ?? "", ...chosen].join("\n");
  for (const { surface } of asked.question.concepts) {
    if (/\d/.test(surface)) near = near.replaceAll(surface, " ");
  }
  // The unit of a table's numbers stands in its head, in its title or nowhere.
  return (
    showsType(near, type) ||
    (NUMERIC.has(type) && near.split("\n").some((line) => isRow(line) && /\d/.test(line)))
  );
}

/** Of a row of a table, the first row: it says what the cells are. */
function headOf(pieces: readonly string[], at: number): string {
  let head = at;
  while (head > 0 && isRow(pieces[head]) && isRow(pieces[head - 1])) head -= 1;
  return pieces[head] ?? "";
}

function isRow(piece: string | undefined): boolean {
  return piece?.includes(" | ") === true;
}

function strengthsIn(text: string, language: string, { weights, conceptsByTerm }: WeighedQuestion): number[] {
  const found = weights.map(() => 0);
  eachTerm(text, language, (term) => {
    for (const { concept, weight } of conceptsByTerm.get(term) ?? [])
      found[concept] = Math.max(found[concept] ?? 0, weight);
  });
  return found;
}
