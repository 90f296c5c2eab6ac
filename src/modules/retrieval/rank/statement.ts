import type { AnalysedChunk } from "./analyse-chunk.ts";

/** Where a chunk says a word of the question. */
export interface Hit {
  readonly position: number;
  readonly line: number;
  readonly concept: number;
  /** 0 to 1: how surely it says the same. */
  readonly weight: number;
}

/** The stretch of a chunk that says most of the question. */
export interface Statement {
  /** By concept, 0 to 1: how surely the stretch says it. */
  readonly strengths: readonly number[];
  /** Sum of strengths, each by its concept's weight. */
  readonly weight: number;
  readonly firstLine: number;
  readonly lastLine: number;
}

export type ConceptsByTerm = ReadonlyMap<
  string,
  readonly { readonly concept: number; readonly weight: number }[]
>;

/** The innermost loop of a search: it runs for every term of every candidate, so it makes nothing for a miss. */
export function hitsOf(conceptsByTerm: ConceptsByTerm, { terms, positions, lines }: AnalysedChunk): Hit[] {
  const hits: Hit[] = [];
  for (let index = 0; index < terms.length; index += 1) {
    const concepts = conceptsByTerm.get(terms[index] ?? "");
    if (concepts === undefined) continue;
    for (const { concept, weight } of concepts) {
      hits.push({ position: positions[index] ?? 0, line: lines[index] ?? 0, concept, weight });
    }
  }
  return hits;
}

/**
 * The most of the question in any stretch of `span` positions. What the nearest headings say counts half where the
 * stretch does not say it: a section is about its title. Linear in hits.
 */
export function bestStretch(
  hits: readonly Hit[],
  weights: readonly number[],
  near: readonly number[],
  span: number,
): Statement {
  const base = near.map((strength) => strength / 2);
  const strengths = [...base];
  const counts = weights.map(() => new Map<number, number>());
  let inside = weigh(strengths, weights);
  let best: Statement = {
    strengths: base,
    weight: hits.length === 0 ? 0 : inside,
    firstLine: 0,
    lastLine: 0,
  };
  let first = 0;
  const update = (concept: number) => {
    const strongest = Math.max(base[concept] ?? 0, ...(counts[concept]?.keys() ?? []));
    inside += (strongest - (strengths[concept] ?? 0)) * (weights[concept] ?? 0);
    strengths[concept] = strongest;
  };
  for (const hit of hits) {
    const known = counts[hit.concept];
    known?.set(hit.weight, (known.get(hit.weight) ?? 0) + 1);
    update(hit.concept);
    for (
      let oldest = hits[first];
      oldest !== undefined && oldest.position < hit.position - span;
      oldest = hits[first]
    ) {
      const left = counts[oldest.concept];
      const count = (left?.get(oldest.weight) ?? 1) - 1;
      if (count === 0) left?.delete(oldest.weight);
      else left?.set(oldest.weight, count);
      update(oldest.concept);
      first += 1;
    }
    if (inside <= best.weight) continue;
    const firstLine = hits[first]?.line ?? hit.line;
    best = { strengths: [...strengths], weight: inside, firstLine, lastLine: hit.line };
  }
  return best;
}

/** The line that says most of the question together with `around`: a table's row says little without its header. */
export function bestLine(
  hits: readonly Hit[],
  weights: readonly number[],
  around: readonly number[],
): Statement {
  let best: Statement = { strengths: [...around], weight: 0, firstLine: 0, lastLine: 0 };
  let strengths = [...around];
  let line = -1;
  const close = () => {
    const weight = weigh(strengths, weights);
    if (weight > best.weight) best = { strengths, weight, firstLine: line, lastLine: line };
  };
  for (const hit of hits) {
    if (hit.line !== line) {
      if (line !== -1) close();
      strengths = [...around];
      line = hit.line;
    }
    strengths[hit.concept] = Math.max(strengths[hit.concept] ?? 0, hit.weight);
  }
  if (line !== -1) close();
  return best.weight > 0 ? best : { ...best, weight: weigh(around, weights) };
}

/** Sum of strengths, each by its concept's weight. */
export function weigh(strengths: readonly number[], weights: readonly number[]): number {
  let total = 0;
  for (let index = 0; index < weights.length; index += 1)
    total += (strengths[index] ?? 0) * (weights[index] ?? 0);
  return total;
}
