/** Places of the nearest chunks that are compared with the first: what any question finds. */
const NOISE_FROM = 5;
const NOISE_TO = 60;
/** Fewer say nothing. */
const FEWEST = 12;
/** Beyond it nothing is surer. */
const MOST = 10;

/**
 * How far the nearest chunk stands out from those that any question finds, in their standard deviations, 0 to 10: a
 * cosine alone means something else with each model.
 * @param scores cosines, nearest first
 * @returns null where too few are near, or where they are of several models and cannot be compared
 */
export function prominenceOf(scores: readonly number[]): number | null {
  if (scores.length < FEWEST || scores.some((score, at) => score > (scores[at - 1] ?? score))) return null;
  const noise = scores.slice(NOISE_FROM, NOISE_TO);
  const mean = noise.reduce((sum, score) => sum + score, 0) / noise.length;
  const deviation = Math.sqrt(noise.reduce((sum, score) => sum + (score - mean) ** 2, 0) / noise.length);
  if (deviation === 0) return null;
  return Math.min(MOST, ((scores[0] ?? mean) - mean) / deviation);
}
