import type { Evidence } from "./evidence.ts";

const PASSAGES = 3;

/**
 * 0 to 1: how well the best passages answer. What counts is how much of the question stands together somewhere; a
 * rare word, a name or a number of the question that no passage has speaks against an answer.
 * @param weights of the question's words
 * @param occurs whether anything that the asker may read has the word at all
 */
export function confidenceOf(
  weights: readonly number[],
  occurs: readonly boolean[],
  ranked: readonly { readonly evidence: Evidence }[],
): number {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  if (all === 0 || ranked.length === 0) return 0;
  const missing = weights.reduce((sum, weight, index) => sum + (occurs[index] ? 0 : weight), 0) / all;
  const best = Math.max(...ranked.slice(0, PASSAGES).map(({ evidence }) => strengthOf(evidence)));
  return Math.max(0, Math.min(1, best - 0.15 * missing));
}

function strengthOf({ coverage, window, row, phrase, headings, numbers }: Evidence): number {
  const together = Math.max(window, row);
  return (0.5 * together + 0.35 * coverage + 0.08 * phrase + 0.07 * headings) * (0.5 + 0.5 * numbers);
}
