import { eachPosting, type SegmentView, type TermPostings } from "../../inverted-index/index.ts";
import { RANKING, type RankingParameters } from "./parameters.ts";

/** A word to score by: any of its variants counts, the best one. */
export interface ScoredConcept {
  readonly weight: number;
  readonly variants: readonly { readonly term: string; readonly weight: number }[];
}

export interface Candidate {
  readonly segment: number;
  readonly ordinal: number;
  readonly score: number;
}

export interface Scores {
  /** Best first. */
  readonly candidates: readonly Candidate[];
  /** Of each concept: by the chunks that hold its commonest certain variant. 0 to about 20. */
  readonly rarities: readonly number[];
  /** The same, but of a concept that no chunk holds as such by what is said in its place. */
  readonly specificities: readonly number[];
  /** Of each concept: whether any chunk that may be read holds it. */
  readonly occurs: readonly boolean[];
}

/**
 * BM25F over all segments (Robertson, Zaragoza: The Probabilistic Relevance Framework, 3.6): counts of fields are
 * weighed and normalised by length before they saturate. Statistics are those of what the asker may read: for who may
 * not read a collection it is as if it were not there.
 */
export function scoreChunks(
  segments: readonly SegmentView[],
  concepts: readonly ScoredConcept[],
  postings: ReadonlyMap<string, readonly TermPostings[]>,
  limit: number,
  parameters: RankingParameters = RANKING,
): Scores {
  const bases = new Int32Array(segments.length + 1);
  segments.forEach((segment, index) => {
    bases[index + 1] = (bases[index] ?? 0) + segment.layout.chunkCount;
  });
  const all = bases[segments.length] ?? 0;
  const { chunks, bodyAverage, headingAverage } = averagesOf(segments);
  const total = new Float32Array(all);
  const best = new Float32Array(all);
  const touched: number[] = [];
  const rarities: number[] = [];
  const specificities: number[] = [];
  const occurs: boolean[] = [];
  const { k1, bodyB, headingB, headingWeight, aroundWeight } = parameters;
  for (const concept of concepts) {
    const here: number[] = [];
    const frequencies = concept.variants.map((variant) =>
      frequencyOf(postings.get(variant.term) ?? [], segments),
    );
    const certain = concept.variants.map(({ weight }, index) =>
      weight >= 0.79 ? (frequencies[index] ?? 0) : 0,
    );
    const frequency = Math.max(...certain, 0);
    const rarity = rarityOf(frequency, chunks);
    // A word that nobody here uses is as specific as what is said in its place.
    rarities.push(rarity);
    specificities.push(frequency > 0 ? rarity : rarityOf(Math.max(...frequencies, 0), chunks));
    occurs.push(certain.some((frequency) => frequency > 0));
    concept.variants.forEach((variant, index) => {
      const frequency = frequencies[index] ?? 0;
      if (frequency === 0) return;
      // A rare synonym is no better evidence than the word itself.
      const weight =
        concept.weight * variant.weight * Math.min(rarityOf(frequency, chunks), Math.max(rarity, 1));
      for (const { segment, data } of postings.get(variant.term) ?? []) {
        const view = segments[segment];
        if (view === undefined) continue;
        const { bodyLengths, headingLengths } = view.layout;
        const { allowed } = view;
        const base = bases[segment] ?? 0;
        eachPosting(data, (ordinal, body, heading, around) => {
          if (allowed !== null && allowed[ordinal] === 0) return;
          const bodyNorm = 1 - bodyB + (bodyB * (bodyLengths[ordinal] ?? 0)) / bodyAverage;
          const headingNorm = 1 - headingB + (headingB * (headingLengths[ordinal] ?? 0)) / headingAverage;
          const count =
            body / bodyNorm +
            (headingWeight * Math.min(heading, 3)) / headingNorm +
            aroundWeight * Math.min(around, 2);
          const score = (weight * count) / (k1 + count);
          const at = base + ordinal;
          const before = best[at] ?? 0;
          if (before === 0) here.push(at);
          if (score > before) best[at] = score;
        });
      }
    });
    for (const at of here) {
      if (total[at] === 0) touched.push(at);
      total[at] = (total[at] ?? 0) + (best[at] ?? 0);
      best[at] = 0;
    }
  }
  return { candidates: topOf(touched, total, bases, limit), rarities, specificities, occurs };
}

/** Inverse document frequency that is never negative (Lucene's form of Robertson and Spärck Jones). */
export function rarityOf(frequency: number, chunks: number): number {
  return Math.log(1 + (chunks - Math.min(frequency, chunks) + 0.5) / (frequency + 0.5));
}

/** In how many chunks that may be read. */
export function frequencyOf(postings: readonly TermPostings[], segments: readonly SegmentView[]): number {
  let frequency = 0;
  for (const { segment, documentFrequency, data } of postings) {
    const allowed = segments[segment]?.allowed;
    if (allowed === null || allowed === undefined) frequency += documentFrequency;
    else {
      eachPosting(data, (ordinal) => {
        frequency += allowed[ordinal] ?? 0;
      });
    }
  }
  return frequency;
}

function averagesOf(segments: readonly SegmentView[]): {
  chunks: number;
  bodyAverage: number;
  headingAverage: number;
} {
  let chunks = 0;
  let body = 0;
  let heading = 0;
  for (const { layout, allowed } of segments) {
    if (allowed === null) {
      chunks += layout.chunkCount;
      body += layout.bodyTotal;
      heading += layout.headingTotal;
      continue;
    }
    for (let ordinal = 0; ordinal < layout.chunkCount; ordinal += 1) {
      if (allowed[ordinal] === 0) continue;
      chunks += 1;
      body += layout.bodyLengths[ordinal] ?? 0;
      heading += layout.headingLengths[ordinal] ?? 0;
    }
  }
  const average = (sum: number) => Math.max(1, sum / Math.max(1, chunks));
  return { chunks, bodyAverage: average(body), headingAverage: average(heading) };
}

/** The best, by a heap of as many; equal ones in the order of the index. */
function topOf(
  touched: readonly number[],
  total: Float32Array,
  bases: Int32Array,
  limit: number,
): Candidate[] {
  const heap: number[] = [];
  const worse = (a: number, b: number) => {
    const difference = (total[a] ?? 0) - (total[b] ?? 0);
    return difference < 0 || (difference === 0 && a > b);
  };
  for (const at of touched) {
    if (heap.length < limit) {
      heap.push(at);
      for (let child = heap.length - 1; child > 0; ) {
        const parent = (child - 1) >> 1;
        if (!worse(heap[child] ?? 0, heap[parent] ?? 0)) break;
        [heap[child], heap[parent]] = [heap[parent] ?? 0, heap[child] ?? 0];
        child = parent;
      }
    } else if (worse(heap[0] ?? 0, at)) {
      heap[0] = at;
      sink(heap, worse);
    }
  }
  heap.sort((a, b) => (worse(a, b) ? 1 : -1));
  return heap.map((at) => {
    let segment = 0;
    while ((bases[segment + 1] ?? Number.POSITIVE_INFINITY) <= at) segment += 1;
    return { segment, ordinal: at - (bases[segment] ?? 0), score: total[at] ?? 0 };
  });
}

function sink(heap: number[], worse: (a: number, b: number) => boolean): void {
  for (let parent = 0; ; ) {
    const left = parent * 2 + 1;
    let least = parent;
    if (left < heap.length && worse(heap[left] ?? 0, heap[least] ?? 0)) least = left;
    if (left + 1 < heap.length && worse(heap[left + 1] ?? 0, heap[least] ?? 0)) least = left + 1;
    if (least === parent) return;
    [heap[parent], heap[least]] = [heap[least] ?? 0, heap[parent] ?? 0];
    parent = least;
  }
}
