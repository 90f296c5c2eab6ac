import { holdsAnswerNear } from "./answer-near.ts";
import type { Evidence, WeighedQuestion } from "./evidence.ts";
import type { FoundChunk } from "./reader.ts";
import { weigh } from "./statement.ts";

/** What confidence is made of: how the passage that says most of the question says it. Shares from 0 to 1. */
export interface Signals {
  /** Of the question, anywhere in the passage. */
  readonly coverage: number;
  /** Of the question, in one statement. */
  readonly window: number;
  /** What the weightiest word weighs that the statement lacks: its topic or its point is another one. */
  readonly weakest: number;
  /** Of its identifiers, names and years; 1 when it has none. */
  readonly names: number;
  /** How surely the statement says the thing that is asked for; 1 when none is named. */
  readonly focus: number;
  /** 1: no number, date or price stands near although one is asked for. */
  readonly lacksType: number;
}

export const SIGNALS = ["coverage", "window", "weakest", "names", "focus", "lacksType"] as const;

/**
 * Logistic: the chance of an answer where as many questions have one as have none. `npm run eval:retrieval -- --fit`
 * fits these numbers, on the halves for it only.
 */
const CONFIDENCE = {
  bias: -3.9,
  coverage: 1.53,
  window: 1.24,
  weakest: -5.41,
  names: 2.97,
  focus: 1.17,
  lacksType: -2.84,
} as const satisfies Readonly<Record<"bias" | keyof Signals, number>>;

/** What vectors add to it: `--fit --embedding use --only house`. */
const PROMINENCE = { bias: -1.61, weight: 0.43 } as const;
/** Where no word of the question is found anywhere: surely a question in another language, so never more than a caveat. */
const ALONE = { middle: 6, most: 0.55 } as const;

const PASSAGES = 3;

interface Ranked {
  readonly chunk: FoundChunk;
  readonly score: number;
  readonly evidence: Evidence;
}

/**
 * @param asked with weights by specificity: see `Scores.specificities`
 * @returns null where nothing was found or nothing was asked
 */
export function signalsOf(asked: WeighedQuestion, ranked: readonly Ranked[]): Signals | null {
  const { question, weights } = asked;
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const best = ranked
    .slice(0, PASSAGES)
    .reduce<Ranked | null>((best, one) => (best === null || says(one) > says(best) ? one : best), null);
  if (best === null || all === 0) return null;
  const { evidence } = best;
  const { strengths } = evidence.statement;
  const lacks = weights.map((weight, index) => weight * (1 - (strengths[index] ?? 0)));
  return {
    coverage: weigh(evidence.anywhere, weights) / all,
    window: evidence.window,
    weakest: Math.max(...lacks) / all,
    names: namesIn(asked, evidence),
    focus: question.focus === null ? 1 : (strengths[question.focus] ?? 0),
    lacksType: [best, ranked[0] ?? best].some((one) => holdsAnswerNear(asked, one.chunk)) ? 0 : 1,
  };
}

function vectorsAlone(prominence: number): number {
  return Math.min(ALONE.most, 1 / (1 + Math.exp(ALONE.middle - prominence)));
}

function namesIn({ question, weights }: WeighedQuestion, { anywhere }: Evidence): number {
  let all = 0;
  let said = 0;
  question.concepts.forEach(({ precise, quantity }, at) => {
    if (!precise || quantity) return;
    all += weights[at] ?? 0;
    said += (anywhere[at] ?? 0) * (weights[at] ?? 0);
  });
  return all === 0 ? 1 : said / all;
}

function says({ evidence }: Ranked): number {
  return Math.max(evidence.window, evidence.row) + evidence.coverage;
}

/**
 * 0 to 1: how sure it is that the best passages answer; 0 where there are none.
 * @param prominence of the chunk that is nearest by vectors; null without them
 */
export function confidenceOf(signals: Signals | null, prominence: number | null = null): number {
  if (signals === null) return prominence === null ? 0 : vectorsAlone(prominence);
  let evidence: number = CONFIDENCE.bias;
  for (const name of SIGNALS) evidence += CONFIDENCE[name] * signals[name];
  if (prominence !== null) evidence += PROMINENCE.bias + PROMINENCE.weight * prominence;
  return 1 / (1 + Math.exp(-evidence));
}
