import { createOpenAICompatible } from "../../src/adapters/models/openai-compatible/create-openai-compatible.ts";
import type { ChunkRef } from "../../src/modules/inverted-index/contract.ts";
import { embeddingText, type NearChunk } from "../../src/modules/retrieval/index.ts";
import type { CorpusDocument } from "./corpus.ts";

/** Chunks that vectors bring into the fusion, as in the product's search. */
const NEAREST = 60;
const BATCH = 64;
const TIMEOUT_MS = 120_000;

export type Nearest = (question: string) => Promise<readonly NearChunk[]>;

/**
 * Vectors of the corpus by any OpenAI-compatible endpoint. @returns what finds the nearest chunks to a question
 * @param endpoint its base address, ending in `/v1`
 */
export async function nearestBy(
  endpoint: { readonly url: string; readonly model: string; readonly apiKey?: string },
  documents: readonly CorpusDocument[],
): Promise<Nearest & AsyncDisposable> {
  const { url: baseUrl, model: modelId, ...key } = endpoint;
  const provider = createOpenAICompatible({ providerName: "eval", baseUrl, ...key });
  const embed = async (values: string[]) =>
    (await provider.embed({ modelId, values, signal: AbortSignal.timeout(TIMEOUT_MS) })).vectors.map(
      normalised,
    );
  const known: { readonly ref: ChunkRef; readonly vector: Float32Array }[] = [];
  for (const { path, chunks } of documents) {
    for (let from = 0; from < chunks.length; from += BATCH) {
      const some = chunks.slice(from, from + BATCH);
      const vectors = await embed(some.map(embeddingText));
      some.forEach(({ number }, at) => {
        known.push({ ref: { versionId: path, number }, vector: vectors[at] ?? new Float32Array() });
      });
    }
  }
  const find: Nearest = async (question) => {
    const [asked = new Float32Array()] = await embed([question]);
    return known
      .map(({ ref, vector }) => ({
        ref,
        score: asked.reduce((sum, x, at) => sum + x * (vector[at] ?? 0), 0),
      }))
      .sort((a, b) => b.score - a.score)
      .slice(0, NEAREST)
      .map(({ ref, score }) => ({ ...ref, score }));
  };
  return Object.assign(find, { [Symbol.asyncDispose]: () => provider.close() });
}

function normalised(vector: readonly number[]): Float32Array {
  const length = Math.hypot(...vector) || 1;
  return Float32Array.from(vector, (value) => value / length);
}
