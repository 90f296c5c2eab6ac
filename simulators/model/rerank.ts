import { parse } from "./chat-request.ts";
import type { Scenario } from "./scenario.ts";

export interface RerankRequest {
  readonly model: string;
  readonly query: string;
  readonly documents: readonly string[];
  readonly topN: number;
}

/** Reads Jina's and Cohere's request. Returns a sentence saying what is wrong with another. */
export function readRerankRequest(body: string): RerankRequest | string {
  const json = parse(body);
  if (json === undefined) return "We could not parse the JSON body of your request.";
  const { model, query, documents, top_n: topN } = json;
  if (typeof model !== "string") return "you must provide a model parameter";
  if (typeof query !== "string" || query === "") return "Invalid type for 'query': expected a string.";
  if (!isTexts(documents)) return "Invalid type for 'documents': expected a list of strings.";
  return { model, query, documents, topN: typeof topN === "number" ? topN : documents.length };
}

/** The best first, each scored by the share of the query's words that it holds as they stand, 0 to 1. */
export function rerankDocument(request: RerankRequest, scenario: Scenario): object {
  const { model, query, documents, topN } = request;
  const asked = wordsOf(query);
  const scored = documents.map((document, index) => {
    const held = wordsOf(document);
    const shared = [...asked].filter((word) => held.has(word)).length;
    return { index, relevance_score: shared / Math.max(1, asked.size) };
  });
  const results = scenario.empty ? [] : scored.sort((a, b) => b.relevance_score - a.relevance_score);
  const characters = documents.reduce((sum, document) => sum + query.length + document.length, 0);
  const usage = { usage: { total_tokens: Math.ceil(characters / 4) } };
  return { model, results: results.slice(0, topN), ...(scenario.withoutUsage ? {} : usage) };
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu));
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.length > 0 && value.every((text) => typeof text === "string");
}
