import { describe, expect, it } from "vitest";
import { readRerankRequest, rerankDocument } from "./rerank.ts";
import { DEFAULT_SCENARIO } from "./scenario.ts";

const REQUEST = { model: "rank", query: "Red fox", documents: ["a cat", "the red FOX", "red"], topN: 3 };

describe("a reranking", () => {
  it("puts first what shares the most words with the query", () => {
    expect(rerankDocument(REQUEST, DEFAULT_SCENARIO)).toEqual({
      model: "rank",
      results: [
        { index: 1, relevance_score: 1 },
        { index: 2, relevance_score: 0.5 },
        { index: 0, relevance_score: 0 },
      ],
      usage: { total_tokens: 10 },
    });
  });

  it("leaves out what the request or the scenario leaves out", () => {
    expect(rerankDocument({ ...REQUEST, topN: 1 }, { ...DEFAULT_SCENARIO, withoutUsage: true })).toEqual({
      model: "rank",
      results: [{ index: 1, relevance_score: 1 }],
    });
    expect(rerankDocument(REQUEST, { ...DEFAULT_SCENARIO, empty: true })).toMatchObject({ results: [] });
  });

  it("is read from the wire, and what is no request is refused in words", () => {
    const { topN, ...wire } = REQUEST;
    expect(readRerankRequest(JSON.stringify({ ...wire, top_n: topN }))).toEqual(REQUEST);
    expect(readRerankRequest(JSON.stringify(wire))).toEqual(REQUEST);
    for (const wrong of ["{", "{}", { model: 1 }, { query: "" }, { documents: [] }, { documents: [1] }]) {
      const body = typeof wrong === "string" ? wrong : JSON.stringify({ ...wire, ...wrong });
      expect(readRerankRequest(body)).toBeTypeOf("string");
    }
  });
});
