import { fold, isStopWord } from "../../terms/index.ts";
import { analyseChunk } from "./analyse-chunk.ts";
import { frequencyOf, rarityOf, type ScoredConcept } from "./bm25.ts";
import type { RankingParameters } from "./parameters.ts";
import type { FoundChunk, IndexReader } from "./reader.ts";

const MOST_EXAMINED = 40;
const TERM = /^[\p{L}][\p{L}'_-]{2,}$/u;

/**
 * Terms that the best passages share beyond the question (a relevance model: Lavrenko, Croft 2001; RM3): what they say
 * in other words finds passages that the question's words do not. Only passages that the asker may read are looked at.
 */
export async function feedbackConcepts(
  reader: IndexReader,
  passages: readonly {
    readonly chunk: FoundChunk;
    readonly score: number;
  }[],
  asked: ReadonlySet<string>,
  parameters: RankingParameters,
): Promise<ScoredConcept[]> {
  const weights = new Map<string, { weight: number; passages: number }>();
  for (const { chunk, score } of passages.slice(0, parameters.feedbackPassages)) {
    const counts = new Map<string, number>();
    for (const term of analyseChunk(chunk).terms) {
      if (asked.has(term) || !TERM.test(term) || isStopWord(fold(term), chunk.language ?? "en")) continue;
      counts.set(term, (counts.get(term) ?? 0) + 1);
    }
    for (const [term, count] of counts) {
      const known = weights.get(term) ?? { weight: 0, passages: 0 };
      known.weight += (score * count) / (count + 1.5);
      known.passages += 1;
      weights.set(term, known);
    }
  }
  // What a single passage says is its own subject more often than the question's.
  const shared = [...weights]
    .filter(([, { passages }]) => passages > 1)
    .sort(([, a], [, b]) => b.weight - a.weight)
    .slice(0, MOST_EXAMINED);
  if (shared.length === 0) return [];
  const postings = await reader.postings(shared.map(([term]) => term));
  const chunks = reader.segments.reduce((sum, { layout }) => sum + layout.chunkCount, 0);
  const ranked = shared
    .map(([term, { weight }]) => {
      const frequency = frequencyOf(postings.get(term) ?? [], reader.segments);
      return { term, weight: weight * rarityOf(frequency, chunks), common: frequency > chunks * 0.1 };
    })
    .filter(({ common }) => !common)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, parameters.feedbackTerms);
  const strongest = ranked[0]?.weight ?? 1;
  return ranked.map(({ term, weight }) => ({
    weight: (parameters.feedbackWeight * weight) / strongest,
    variants: [{ term, weight: 1 }],
  }));
}
