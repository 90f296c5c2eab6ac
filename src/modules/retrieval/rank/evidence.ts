import { fold } from "../../terms/index.ts";
import type { AnalysedChunk } from "./analyse-chunk.ts";
import { hasShape } from "./answer-shape.ts";
import type { RankingParameters } from "./parameters.ts";
import type { Question } from "./question.ts";
import type { FoundChunk } from "./reader.ts";
import { bestLine, bestStretch, type ConceptsByTerm, type Hit, hitsOf, type Statement } from "./statement.ts";

/** How a chunk speaks to a question. All are shares from 0 to 1; rare words of the question weigh more. */
export interface Evidence {
  /** Of the question's words, anywhere in the chunk, its headings and what stands around it. */
  readonly coverage: number;
  /** In the best stretch of a statement's length. */
  readonly window: number;
  /** In the best line together with table header and headings: a table's row says little alone. */
  readonly row: number;
  /** Of neighbouring words of the question that are neighbours in the chunk too. */
  readonly phrase: number;
  readonly headings: number;
  /** What stands in quotation marks, word for word; 0 without any. */
  readonly exact: number;
  /** Whether an answer of the kind asked for could stand here: 0 or 1. */
  readonly shape: number;
  /** Of numbers, identifiers and names; 1 when the question has none. */
  readonly numbers: number;
  /** By concept of the question, 0 to 1: how surely the chunk says it. */
  readonly anywhere: readonly number[];
  /** The stretch or line that says most of the question. */
  readonly statement: Statement;
}

/** The question's concepts with what each weighs: weight times rarity. */
export interface WeighedQuestion {
  readonly question: Question;
  readonly weights: readonly number[];
  /** Which concepts a term speaks of, and how surely. */
  readonly conceptsByTerm: ConceptsByTerm;
}

/** A chunk that says less of the question in one place is no answer, whatever it looks like. */
const SHAPE_MATTERS = 0.25;

export function evidenceOf(
  asked: WeighedQuestion,
  chunk: FoundChunk,
  analysed: AnalysedChunk,
  parameters: RankingParameters,
): Evidence {
  const { question, weights } = asked;
  const all = sum(weights) || 1;
  const hits = hitsOf(asked.conceptsByTerm, analysed);
  const headings = strengths(asked, analysed.headings);
  const near = strengths(asked, analysed.nearHeadings);
  const header = strengths(asked, analysed.header);
  const anywhere = maxima(headings, header);
  for (const { concept, weight } of hits) anywhere[concept] = Math.max(anywhere[concept] ?? 0, weight);
  const share = (strength: readonly number[]) =>
    sum(strength.map((value, index) => value * (weights[index] ?? 0))) / all;
  const precise = question.concepts.flatMap((concept, index) => (concept.precise ? [index] : []));
  const preciseWeight = sum(precise.map((index) => weights[index] ?? 0));
  const tight = bestStretch(hits, weights, near, parameters.tightSpan);
  const wide = bestStretch(hits, weights, near, parameters.windowSpan);
  const line = bestLine(hits, weights, maxima(header, near));
  // The tighter it stands together, the likelier it says what is asked.
  const window = (tight.weight + wide.weight) / 2 / all;
  const statement = line.weight > wide.weight ? line : wide;
  return {
    coverage: share(anywhere),
    window,
    row: line.weight / all,
    phrase: phraseShare(asked, hits),
    headings: (share(near) + share(headings)) / 2,
    exact: literalShare(question, chunk),
    shape: window >= SHAPE_MATTERS && couldAnswer(question, chunk.text) ? 1 : 0,
    numbers:
      preciseWeight === 0
        ? 1
        : sum(precise.map((index) => (anywhere[index] ?? 0) * (weights[index] ?? 0))) / preciseWeight,
    anywhere,
    statement,
  };
}

function couldAnswer({ shape, definition }: Question, text: string): boolean {
  return definition === null ? hasShape(text, shape) : definition.test(text);
}

export function scoreOf(evidence: Evidence, bm25: number, parameters: RankingParameters): number {
  const { coverage, window, row, phrase, headings, exact, shape, numbers } = parameters;
  const most = parameters.bm25 + coverage + window + row + phrase + headings + exact + shape + numbers;
  return (
    (parameters.bm25 * bm25 +
      coverage * evidence.coverage +
      window * evidence.window +
      row * evidence.row +
      phrase * evidence.phrase +
      headings * evidence.headings +
      exact * evidence.exact +
      shape * evidence.shape * evidence.window +
      numbers * evidence.numbers) /
    most
  );
}

function strengths({ conceptsByTerm, weights }: WeighedQuestion, terms: ReadonlySet<string>): number[] {
  const found = weights.map(() => 0);
  for (const term of terms) {
    const concepts = conceptsByTerm.get(term);
    if (concepts === undefined) continue;
    for (const { concept, weight } of concepts) found[concept] = Math.max(found[concept] ?? 0, weight);
  }
  return found;
}

/** Words that stand within two of each other in the question, in that order, and within three in the chunk. */
function phraseShare({ question, weights }: WeighedQuestion, hits: readonly Hit[]): number {
  const { concepts } = question;
  let possible = 0;
  const pairs = new Map<string, number>();
  for (let at = 0; at + 1 < concepts.length; at += 1) {
    const distance = (concepts[at + 1]?.position ?? 0) - (concepts[at]?.position ?? 0);
    if (distance < 1 || distance > 2) continue;
    const weight = Math.min(weights[at] ?? 0, weights[at + 1] ?? 0);
    possible += weight;
    pairs.set(`${at} ${at + 1}`, weight);
  }
  if (possible === 0) return 0;
  let found = 0;
  hits.forEach((hit, index) => {
    for (let next = index + 1; next < hits.length && next < index + 8; next += 1) {
      const other = hits[next];
      if (other === undefined || other.position - hit.position > 3) break;
      const key = `${hit.concept} ${other.concept}`;
      const weight = pairs.get(key);
      if (weight === undefined || other.position === hit.position) continue;
      found += weight * Math.min(hit.weight, other.weight);
      pairs.delete(key);
    }
  });
  return found / possible;
}

function literalShare({ literal }: Question, chunk: FoundChunk): number {
  if (literal.length === 0) return 0;
  const text = fold(`${chunk.headings.join("\n")}\n${chunk.lead}${chunk.text}`).replace(/\s+/g, " ");
  return literal.filter((one) => text.includes(one.replace(/\s+/g, " "))).length / literal.length;
}

function maxima(a: readonly number[], b: readonly number[]): number[] {
  return a.map((value, index) => Math.max(value, b[index] ?? 0));
}

function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
