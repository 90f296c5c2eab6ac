import type { CatalogEntry } from "./catalog.ts";

/** Texts that one model makes vectors of; they answer nothing, so they are in no list of models to talk to. */
export const EMBEDDING_CATALOG: readonly CatalogEntry[] = [
  entry("openai", "text-embedding-3-small", "Text Embedding 3 Small", 1_536, 8_192, 0.02),
  entry("openai", "text-embedding-3-large", "Text Embedding 3 Large", 3_072, 8_192, 0.13),
  entry("google", "gemini-embedding-001", "Gemini Embedding", 3_072, 2_048, 0.15),
];

/** An embedding model of an endpoint: what most of them read, and the price of a small one. */
export function unknownEmbedding(provider: string, model: string): CatalogEntry {
  return entry(provider, model, model, null, 8_192, 0.1);
}

/** What an endpoint lists is told apart by name, as everybody names them: `nomic-embed-text`, `mistral-embed`. */
export function isEmbeddingName(model: string): boolean {
  return /embed/i.test(model);
}

/**
 * @param dimensions null where only the first answer tells
 * @param inputTokens that one text may have
 * @param usd per million tokens
 */
function entry(
  provider: string,
  model: string,
  name: string,
  dimensions: number | null,
  inputTokens: number,
  usd: number,
): CatalogEntry {
  return {
    provider,
    model,
    name,
    contextTokens: inputTokens,
    maxOutputTokens: 0,
    tools: false,
    images: false,
    json: false,
    reasoning: false,
    usd: { input: usd, cachedInput: usd, cacheWrite: usd, output: 0 },
    embedding: { dimensions },
  };
}
