/** Of Cormack, Clarke, Büttcher: Reciprocal Rank Fusion (SIGIR 2009); damps how much the very first places weigh. */
const DAMPING = 60;

/**
 * Fuses ranked lists by reciprocal rank.
 * @param lists of keys, best first; a key counts once a list
 * @param weights of the lists, 1 where left out
 * @returns keys with 0 to 1 (first in every list), best first; equal ones in the order of their first appearance
 */
export function fuseRanks(
  lists: readonly (readonly string[])[],
  weights: readonly number[] = [],
): { readonly key: string; readonly score: number }[] {
  const scores = new Map<string, number>();
  let most = 0;
  lists.forEach((list, index) => {
    const weight = weights[index] ?? 1;
    most += weight / (DAMPING + 1);
    [...new Set(list)].forEach((key, rank) => {
      scores.set(key, (scores.get(key) ?? 0) + weight / (DAMPING + rank + 1));
    });
  });
  return [...scores]
    .map(([key, score]) => ({ key, score: score / (most || 1) }))
    .sort((a, b) => b.score - a.score);
}
