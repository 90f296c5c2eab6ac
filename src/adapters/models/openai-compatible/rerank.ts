import { z } from "zod";
import type { RerankInput, RerankResult } from "../provider.ts";
import { malformed, parseJson } from "./answer-json.ts";
import { sendJson } from "./send-json.ts";
import type { Upstream } from "./upstream.ts";

const count = z.number().optional().catch(undefined);
const counts = z
  .object({ total_tokens: count, prompt_tokens: count, input_tokens: count })
  .optional()
  .catch(undefined);

/**
 * The answer of Jina (api.jina.ai, "Reranker API"), Cohere (docs.cohere.com, "v2/rerank"), vLLM, LiteLLM and Infinity.
 * They differ in where tokens stand; Cohere may report none, only what it bills as one search.
 */
const answerSchema = z.object({
  results: z.array(z.object({ index: z.number(), relevance_score: z.number() })),
  usage: counts,
  meta: z.object({ tokens: counts, billed_units: counts }).optional().catch(undefined),
});

/**
 * `POST /rerank`; scores come back in the order of the documents, whatever order the provider used.
 * @throws ModelProviderError, malformed unless each document has one score; the signal's reason
 */
export async function rerank(upstream: Upstream, input: RerankInput): Promise<RerankResult> {
  const { modelId, query, documents, signal } = input;
  if (documents.length === 0) return { scores: [], tokens: 0 };
  const body = JSON.stringify({
    model: modelId,
    query: query.toWellFormed(),
    documents: documents.map((document) => document.toWellFormed()),
    top_n: documents.length,
  });
  const { text } = await sendJson({ upstream, endpoint: "/rerank", body, signal });
  const answer = answerSchema.safeParse(parseJson(text));
  if (!answer.success) throw malformed(upstream, "No list of scores in the answer");
  const { results, usage, meta } = answer.data;
  const scores = new Map(results.map(({ index, relevance_score: score }) => [index, score]));
  const ordered = documents.flatMap((_, index) => scores.get(index) ?? []);
  if (results.length !== documents.length || ordered.length !== documents.length) {
    throw malformed(upstream, `Expected a score for each of ${documents.length} documents`);
  }
  const reported = [usage, meta?.tokens, meta?.billed_units].flatMap((its) => [
    its?.total_tokens,
    its?.prompt_tokens,
    its?.input_tokens,
  ]);
  return { scores: ordered, tokens: reported.find((tokens) => tokens !== undefined) };
}
