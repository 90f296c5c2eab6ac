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
  /** How much better the passage is than what any question of such words finds. */
  readonly lead: number;
  /** Of its numbers, identifiers and names; 1 when it has none. */
  readonly names: number;
  /** 1: no number, date or price stands near although one is asked for. */
  readonly lacksType: number;
}

export const SIGNALS = ["coverage", "window", "weakest", "lead", "names", "lacksType"] as const;

/**
 * Logistic: the chance of an answer where as many questions have one as have none. `npm run eval:retrieval -- --fit`
 * fits these numbers, on the halves for it only.
 */
const CONFIDENCE = {
  bias: -2.57,
  coverage: 4.18,
  window: 1.82,
  weakest: -9.31,
  lead: 2.3,
  names: 1.77,
  lacksType: -5.03,
} as const satisfies Readonly<Record<"bias" | keyof Signals, number>>;

const PASSAGES = 3;
/** Places of the ranking by which {@link Signals.lead} is measured. */
const NOISE_FROM = 4;
const NOISE_TO = 20;

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
  const { weights } = asked;
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const best = ranked
    .slice(0, PASSAGES)
    .reduce<Ranked | null>((best, one) => (best === null || says(one) > says(best) ? one : best), null);
  if (best === null || all === 0) return null;
  const { evidence, score } = best;
  const { strengths } = evidence.statement;
  const lacks = weights.map((weight, index) => weight * (1 - (strengths[index] ?? 0)));
  const noise = ranked.slice(NOISE_FROM, NOISE_TO).map((one) => one.score);
  const noiseLevel = noise.reduce((sum, one) => sum + one, 0) / Math.max(1, noise.length);
  return {
    coverage: weigh(evidence.anywhere, weights) / all,
    window: evidence.window,
    weakest: Math.max(...lacks) / all,
    lead: score > 0 ? (score - noiseLevel) / score : 0,
    names: evidence.numbers,
    lacksType: [best, ranked[0] ?? best].some((one) => holdsAnswerNear(asked, one.chunk)) ? 0 : 1,
  };
}

function says({ evidence }: Ranked): number {
  return Math.max(evidence.window, evidence.row) + evidence.coverage;
}

/** 0 to 1: how sure it is that the best passages answer; 0 where there are none. */
export function confidenceOf(signals: Signals | null): number {
  if (signals === null) return 0;
  let evidence: number = CONFIDENCE.bias;
  for (const name of SIGNALS) evidence += CONFIDENCE[name] * signals[name];
  return 1 / (1 + Math.exp(-evidence));
}
