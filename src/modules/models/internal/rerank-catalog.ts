import type { CatalogEntry } from "./catalog.ts";

/**
 * US dollars per million tokens, the query counted with each document: what Jina asks for `jina-reranker-v2-base-multilingual`
 * (jina.ai/reranker, "API pricing"). Who is billed another way, as by Cohere a search, sets a price.
 */
const USD = 0.02;
/** Of a query with one document, as most of today's rerankers read; what is longer they cut. */
const PAIR_TOKENS = 8_192;

/** A model of an endpoint that orders passages; it answers nothing, so it is in no list of models to talk to. */
export function unknownReranker(provider: string, model: string): CatalogEntry {
  return {
    provider,
    model,
    name: model,
    contextTokens: PAIR_TOKENS,
    maxOutputTokens: 0,
    tools: false,
    images: false,
    json: false,
    reasoning: false,
    usd: { input: USD, cachedInput: USD, cacheWrite: USD, output: 0 },
    rerank: true,
  };
}

/** What an endpoint lists is told apart by name, as everybody names them: `rerank-v3.5`, `bge-reranker-v2-m3`. */
export function isRerankName(model: string): boolean {
  return /rerank/i.test(model);
}
