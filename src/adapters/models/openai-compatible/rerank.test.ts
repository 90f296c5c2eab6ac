import { afterEach, describe, expect, test } from "vitest";
import { startModelSimulator } from "../../../../simulators/model/start-model-simulator.ts";
import { serveFixture } from "../testing/fixture-server.ts";
import { createOpenAICompatible } from "./create-openai-compatible.ts";

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

function provider(baseUrl: string) {
  const created = createOpenAICompatible({ baseUrl, providerName: "p" });
  opened.push(created);
  return created;
}

async function simulated() {
  const simulator = await startModelSimulator();
  opened.push(simulator);
  return provider(simulator.url);
}

async function answering(body: unknown) {
  const server = await serveFixture(() => ({
    body: typeof body === "string" ? body : JSON.stringify(body),
  }));
  opened.push(server);
  return { one: provider(server.url), server };
}

const input = (...documents: string[]) => ({
  modelId: "rank",
  query: "red fox",
  documents,
  signal: AbortSignal.timeout(10_000),
});
const row = (index: unknown, relevance_score: unknown) => ({ index, relevance_score });
const FINE = [row(1, 0.9), row(0, -3.5)];

describe("rerank", () => {
  test("returns a score for each document, in their order, and the reported tokens", async () => {
    const one = await simulated();
    expect(await one.rerank(input("a cat", "a red fox", "red"))).toEqual({
      scores: [0, 1, 0.5],
      tokens: 10,
    });
  });

  test("asks for all of them as every such server is asked", async () => {
    const { one, server } = await answering({ results: FINE });
    await one.rerank(input("a", "half \ud83d"));
    const [request] = server.requests;
    expect(request?.path).toBe("/rerank");
    expect(request?.body).toEqual({
      model: "rank",
      query: "red fox",
      documents: ["a", "half \ufffd"],
      top_n: 2,
    });
  });

  test.each([
    ["Jina", { usage: { total_tokens: 815 } }, 815],
    ["vLLM", { id: "rerank-1", model: "m", usage: { prompt_tokens: 62, total_tokens: 62 } }, 62],
    ["Cohere", { id: "x", meta: { billed_units: { search_units: 1 }, tokens: { input_tokens: 411 } } }, 411],
    ["Cohere without tokens", { meta: { billed_units: { search_units: 1 } } }, undefined],
    ["LiteLLM", { meta: { billed_units: { total_tokens: 70 }, tokens: null } }, 70],
    ["who reports nothing", {}, undefined],
    ["who reports nonsense", { usage: { total_tokens: "many" }, meta: 7 }, undefined],
  ])("reads what %s reports, and scores of any scale", async (_who, more, tokens) => {
    const results = FINE.map((its) => ({ ...its, document: { text: "t" } }));
    const { one } = await answering({ results, ...more });
    expect(await one.rerank(input("a", "b"))).toEqual({ scores: [-3.5, 0.9], tokens });
  });

  test("asks nothing of the provider for no documents", async () => {
    expect(await provider("http://127.0.0.1:9/v1").rerank(input())).toEqual({ scores: [], tokens: 0 });
  });

  test.each([
    ["too few scores", { results: [row(0, 1)] }],
    ["too many scores", { results: [...FINE, row(2, 1)] }],
    ["a place that is not there", { results: [row(0, 1), row(2, 1)] }],
    ["a place below zero", { results: [row(0, 1), row(-1, 1)] }],
    ["a place between two", { results: [row(0, 1), row(0.5, 1)] }],
    ["twice the same place", { results: [row(0, 1), row(0, 1)] }],
    ["a score that is no number", { results: [row(0, 1), row(1, "1")] }],
    [
      "a score without end",
      '{"results":[{"index":0,"relevance_score":1e999},{"index":1,"relevance_score":1}]}',
    ],
    ["no score", { results: [row(0, 1), { index: 1 }] }],
    ["no list", { object: "list" }],
    ["no object", 7],
    ["half an answer", '{"results":[{"index":0,'],
  ])("%s is malformed", async (_what, body) => {
    const { one } = await answering(body);
    await expect(one.rerank(input("a", "b"))).rejects.toMatchObject({ kind: "malformed" });
  });

  test.each([
    ["error-429", "rate_limited"],
    ["error-401", "auth"],
    ["error-503", "unavailable"],
    ["drop-1", "dropped"],
    ["malformed-1", "malformed"],
    ["empty", "malformed"],
  ])("%s is an error like that of every other call", async (modelId, kind) => {
    const one = await simulated();
    await expect(one.rerank({ ...input("a"), modelId })).rejects.toMatchObject({ kind });
  });

  test("an abort is the signal's reason, before and while it is asked", async () => {
    const one = await simulated();
    const reason = new Error("left");
    await expect(one.rerank({ ...input("a"), signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const leave = new AbortController();
    const asked = one.rerank({ ...input("a"), modelId: "slow-600000", signal: leave.signal });
    setTimeout(() => leave.abort(reason), 50);
    await expect(asked).rejects.toBe(reason);
  });
});
