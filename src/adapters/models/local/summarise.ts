import { saysTheSame } from "./compose-answer.ts";
import type { Unit } from "./segment.ts";
import { termsOf } from "./terms.ts";

const MOST_SCORED = 1_500;
const FIRST_BONUS = 1.3;
const OPENING_BONUS = 1.1;
const GOOD_LENGTH = 12;

/**
 * The `count` sentences that carry most of a text's vocabulary, in their order: each is scored by the
 * frequency of its words in the whole text, raised for opening a paragraph, and taken only when it adds
 * something to those already chosen.
 */
export function summarise(units: readonly Unit[], count: number): Unit[] {
  const scored = units
    .slice(0, MOST_SCORED)
    .map((unit, at) => ({ unit, at, terms: termsOf(unit.text), score: 0 }));
  const weights = new Map<string, number>();
  for (const { terms } of scored) {
    for (const term of new Set(terms)) weights.set(term, (weights.get(term) ?? 0) + 1);
  }
  for (const one of scored) {
    const sum = [...new Set(one.terms)].reduce(
      (total, term) => total + Math.log(1 + (weights.get(term) ?? 0)),
      0,
    );
    const length = Math.max(one.terms.length, GOOD_LENGTH);
    const opens = one.at === 0 || scored[one.at - 1]?.unit.block !== one.unit.block;
    one.score = (sum / length ** 0.7) * (one.at === 0 ? FIRST_BONUS : opens ? OPENING_BONUS : 1);
    if (one.unit.text.endsWith("?") || one.terms.length < 3) one.score *= 0.3;
    if (one.unit.kind === "row") one.score *= 0.6;
  }
  const chosen: typeof scored = [];
  for (const one of scored.toSorted((a, b) => b.score - a.score || a.at - b.at)) {
    if (chosen.length >= count) break;
    if (!chosen.some(({ unit }) => saysTheSame(unit.text, one.unit.text))) chosen.push(one);
  }
  return chosen.sort((a, b) => a.at - b.at).map(({ unit }) => unit);
}
