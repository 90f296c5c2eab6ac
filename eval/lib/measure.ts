import type { Kind, Question } from "./questions.ts";
import { halfOf, KINDS } from "./questions.ts";

/** What came of one question. */
export interface Outcome {
  readonly question: Question;
  /** From 1, of the first passage that answers; null: not among those found. */
  readonly rank: number | null;
  /** 0 to 1, by which it decides to refuse. */
  readonly confidence: number;
  readonly refused: boolean;
  /** Answered, but with the words that it may not be the answer. */
  readonly doubted: boolean;
  /** Whether what `parley/local` said holds the answer. */
  readonly answered: boolean;
}

export interface Figures {
  readonly questions: number;
  readonly recallAt1: number;
  readonly recallAt5: number;
  readonly recallAt10: number;
  readonly mrr: number;
  readonly answerContainment: number;
}

export interface Refusals {
  /** Share of the unanswerable. */
  readonly unanswerableRefused: number;
  readonly unanswerableRefusedOrDoubted: number;
  /** Share of the answerable. */
  readonly answerableRefused: number;
  readonly answerableRefusedOrDoubted: number;
  /** Share of the answerable whose answer is among the first five passages: there was something to say. */
  readonly foundButRefused: number;
  /** Chance that an answerable question has more confidence than an unanswerable one: no threshold in it. */
  readonly separation: number;
}

export interface Measured {
  readonly all: Figures;
  readonly kinds: Partial<Record<Kind, Figures>>;
  readonly refusals: Refusals;
  readonly operatingPoints: readonly OperatingPoint[];
}

export const HALVES = ["all", "dev", "held-out"] as const;
export type Half = (typeof HALVES)[number];

export function measureHalves(outcomes: readonly Outcome[]): Record<Half, Measured> {
  const of = (half: Half) => measure(inHalf(outcomes, half));
  return { all: of("all"), dev: of("dev"), "held-out": of("held-out") };
}

function inHalf(outcomes: readonly Outcome[], half: Half): Outcome[] {
  return outcomes.filter(({ question }) => half === "all" || halfOf(question) === half);
}

function measure(outcomes: readonly Outcome[]): Measured {
  const answerable = outcomes.filter(({ question }) => question.kind !== "unanswerable");
  const kinds: Partial<Record<Kind, Figures>> = {};
  for (const kind of KINDS) {
    const own = answerable.filter(({ question }) => question.kind === kind);
    if (own.length > 0) kinds[kind] = figuresOf(own);
  }
  return {
    all: figuresOf(answerable),
    kinds,
    refusals: refusalsOf(outcomes),
    operatingPoints: operatingPoints(outcomes),
  };
}

function figuresOf(outcomes: readonly Outcome[]): Figures {
  const within = (most: number) => share(outcomes, ({ rank }) => rank !== null && rank <= most);
  return {
    questions: outcomes.length,
    recallAt1: within(1),
    recallAt5: within(5),
    recallAt10: within(10),
    mrr:
      outcomes.reduce((sum, { rank }) => sum + (rank === null ? 0 : 1 / rank), 0) /
      Math.max(1, outcomes.length),
    answerContainment: share(outcomes, ({ answered }) => answered),
  };
}

function refusalsOf(outcomes: readonly Outcome[]): Refusals {
  const without = outcomes.filter(({ question }) => question.kind === "unanswerable");
  const answerable = outcomes.filter(({ question }) => question.kind !== "unanswerable");
  let surer = 0;
  for (const one of answerable) {
    for (const other of without) {
      if (one.confidence > other.confidence) surer += 1;
      else if (one.confidence === other.confidence) surer += 0.5;
    }
  }
  return {
    unanswerableRefused: share(without, ({ refused }) => refused),
    unanswerableRefusedOrDoubted: share(without, ({ refused, doubted }) => refused || doubted),
    answerableRefused: share(answerable, ({ refused }) => refused),
    answerableRefusedOrDoubted: share(answerable, ({ refused, doubted }) => refused || doubted),
    foundButRefused: share(
      answerable.filter(({ rank }) => rank !== null && rank <= 5),
      ({ refused }) => refused,
    ),
    separation: surer / Math.max(1, answerable.length * without.length),
  };
}

/** What a threshold of confidence would refuse. */
export interface OperatingPoint {
  readonly threshold: number;
  readonly unanswerableRefused: number;
  readonly answerableRefused: number;
  /** Share of the answerable whose answer is among the first five passages. */
  readonly foundButRefused: number;
}

/** From 0.1 to 0.9: by these a change of confidence is judged, whatever the default threshold is. */
export function operatingPoints(outcomes: readonly Outcome[]): OperatingPoint[] {
  const without = outcomes.filter(({ question }) => question.kind === "unanswerable");
  const answerable = outcomes.filter(({ question }) => question.kind !== "unanswerable");
  const found = answerable.filter(({ rank }) => rank !== null && rank <= 5);
  return Array.from({ length: 9 }, (_, index) => (index + 1) / 10).map((threshold) => {
    const below = ({ confidence }: Outcome) => confidence < threshold;
    return {
      threshold,
      unanswerableRefused: share(without, below),
      answerableRefused: share(answerable, below),
      foundButRefused: share(found, below),
    };
  });
}

/** The threshold that tells both sorts apart best: for the floor, which has none of its own. */
export function bestThreshold(
  outcomes: readonly { readonly question: Question; readonly confidence: number }[],
): number {
  const dev = outcomes.filter(({ question }) => halfOf(question) === "dev");
  const without = dev.filter(({ question }) => question.kind === "unanswerable");
  const answerable = dev.filter(({ question }) => question.kind !== "unanswerable");
  let best = { threshold: 0, worth: 0 };
  for (let threshold = 0; threshold <= 1; threshold += 0.01) {
    const below = ({ confidence }: { readonly confidence: number }) => confidence < threshold;
    const worth = share(without, below) - share(answerable, below);
    if (worth > best.worth) best = { threshold, worth };
  }
  return best.threshold;
}

function share<Item>(items: readonly Item[], is: (item: Item) => boolean): number {
  return items.length === 0 ? 0 : items.filter(is).length / items.length;
}
