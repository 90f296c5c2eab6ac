import { confidenceOf, SIGNALS, type Signals } from "../../src/modules/retrieval/index.ts";
import { halfOf } from "./questions.ts";
import type { Run } from "./run.ts";

/** A question of the half that things are tuned on. */
export interface Example {
  readonly signals: Signals;
  /** Of the nearest chunk; null without vectors. */
  readonly prominence: number | null;
  readonly answerable: boolean;
  readonly weight: number;
}

/** Pulls the coefficients of standardised signals towards 0: there are few questions. */
const RIDGE: number = 10;
const STEPS = 50;
/** Nothing in the passages tells a question whose answer was not found from one that has none. */
const NOT_FOUND_WEIGHT = 0.3;
const FOUND_WITHIN = 5;

export function examplesOf({ outcomes, signals, prominence }: Run): Example[] {
  return outcomes.flatMap(({ question, rank }) => {
    const own = signals.get(question.id);
    if (own === null || own === undefined || halfOf(question) !== "dev") return [];
    const answerable = question.kind !== "unanswerable";
    const isFound = rank !== null && rank <= FOUND_WITHIN;
    const near = prominence.get(question.id) ?? null;
    return [
      { signals: own, prominence: near, answerable, weight: answerable && !isFound ? NOT_FOUND_WEIGHT : 1 },
    ];
  });
}

/** What words say. */
export function fitConfidence(examples: readonly Example[]): Record<string, number> {
  const balance = balanceOf(examples);
  const scales = SIGNALS.map((name) => scaleOf(examples.map(({ signals }) => signals[name])));
  const rows = examples.map(({ signals, answerable, weight }) => ({
    x: SIGNALS.map((name, at) => (signals[name] - (scales[at]?.mean ?? 0)) / (scales[at]?.deviation ?? 1)),
    known: 0,
    y: answerable ? 1 : 0,
    weight: answerable ? weight : weight * balance,
  }));
  const { slopes, intercept } = logistic(rows, SIGNALS.length);
  let bias = intercept;
  const fitted: Record<string, number> = {};
  SIGNALS.forEach((name, at) => {
    const { mean, deviation } = scales[at] ?? { mean: 0, deviation: 1 };
    fitted[name] = rounded((slopes[at] ?? 0) / deviation);
    bias -= ((slopes[at] ?? 0) * mean) / deviation;
  });
  return { bias: rounded(bias), ...fitted };
}

/** What vectors add to it, which stands as it is. */
export function fitProminence(examples: readonly Example[]): Record<string, number> {
  const balance = balanceOf(examples);
  const rows = examples.flatMap(({ signals, prominence, answerable, weight }) => {
    if (prominence === null) return [];
    const byWords = confidenceOf(signals);
    return [
      {
        x: [prominence],
        known: Math.log(byWords / (1 - byWords)),
        y: answerable ? 1 : 0,
        weight: answerable ? weight : weight * balance,
      },
    ];
  });
  const { slopes, intercept } = logistic(rows, 1);
  return { bias: rounded(intercept), weight: rounded(slopes[0] ?? 0) };
}

interface Row {
  readonly x: readonly number[];
  /** Added to what is fitted. */
  readonly known: number;
  readonly y: number;
  readonly weight: number;
}

/** Logistic regression with a ridge, by Newton's method. */
function logistic(rows: readonly Row[], signals: number): { slopes: number[]; intercept: number } {
  let beta = new Array<number>(signals + 1).fill(0);
  for (let step = 0; step < STEPS; step += 1) {
    const gradient = beta.map((value, at) => (at < signals ? RIDGE * value : 0));
    const curvature: number[][] = beta.map((_, at) =>
      beta.map((_, other) => (at === other && at < signals ? RIDGE : 0)),
    );
    for (const { x, known, y, weight } of rows) {
      const ones = [...x, 1];
      const p = 1 / (1 + Math.exp(-ones.reduce((sum, value, at) => sum + value * (beta[at] ?? 0), known)));
      ones.forEach((value, at) => {
        gradient[at] = (gradient[at] ?? 0) + weight * (p - y) * value;
        const line = curvature[at] ?? [];
        ones.forEach((other, column) => {
          line[column] = (line[column] ?? 0) + weight * p * (1 - p) * value * other;
        });
      });
    }
    const change = solve(curvature, gradient);
    beta = beta.map((value, at) => value - (change[at] ?? 0));
  }
  return { slopes: beta.slice(0, signals), intercept: beta[signals] ?? 0 };
}

/** Both sorts of questions weigh the same. */
function balanceOf(examples: readonly Example[]): number {
  const weightOf = (sort: boolean) =>
    examples.filter(({ answerable }) => answerable === sort).reduce((sum, { weight }) => sum + weight, 0);
  return weightOf(true) / Math.max(1, weightOf(false));
}

function scaleOf(values: readonly number[]): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length);
  return { mean, deviation: Math.sqrt(variance) || 1 };
}

/** Gauss with pivots; what it is given is symmetric and positive. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((line, at) => [...line, right[at] ?? 0]);
  const size = rows.length;
  for (let column = 0; column < size; column += 1) {
    let pivot = column;
    for (let at = column + 1; at < size; at += 1) {
      if (Math.abs(rows[at]?.[column] ?? 0) > Math.abs(rows[pivot]?.[column] ?? 0)) pivot = at;
    }
    [rows[column], rows[pivot]] = [rows[pivot] ?? [], rows[column] ?? []];
    const head = rows[column] ?? [];
    for (const [at, line] of rows.entries()) {
      if (at === column) continue;
      const factor = (line[column] ?? 0) / (head[column] || 1);
      for (let place = column; place <= size; place += 1)
        line[place] = (line[place] ?? 0) - factor * (head[place] ?? 0);
    }
  }
  return rows.map((line, at) => (line[size] ?? 0) / (line[at] || 1));
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
