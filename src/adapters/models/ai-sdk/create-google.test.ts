import { afterEach, describe, expect, test } from "vitest";
import { serveFixture, sse } from "../testing/fixture-server.ts";
import { readStream, userPrompt } from "../testing/read-stream.ts";
import { createGoogle } from "./create-google.ts";

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

async function serving(answer: Parameters<typeof serveFixture>[0]) {
  const server = await serveFixture(answer);
  const provider = createGoogle({ apiKey: "AIzaSecret0001112223", baseUrl: `${server.url}/v1beta` });
  opened.push(server, provider);
  return { server, provider, model: provider.languageModel("gemini-test") };
}

const chunk = (text: string, extra: object = {}) => ({
  candidates: [{ content: { role: "model", parts: [{ text }] }, index: 0, ...extra }],
});

const USAGE = {
  promptTokenCount: 1000,
  cachedContentTokenCount: 900,
  candidatesTokenCount: 20,
  thoughtsTokenCount: 64,
  totalTokenCount: 1084,
};

const GOLDEN = {
  inputTokens: { total: 1000, noCache: 100, cacheRead: 900, cacheWrite: undefined },
  outputTokens: { total: 84, text: 20, reasoning: 64 },
};

describe("usage", () => {
  test("promptTokenCount includes the cache, and thoughts come on top of candidatesTokenCount", async () => {
    const last = { ...chunk(" there", { finishReason: "STOP" }), usageMetadata: USAGE };
    const { model } = await serving(() => sse(chunk("Hello"), last));
    const { text, finish } = await readStream((await model.doStream(userPrompt("x"))).stream);
    expect(text).toBe("Hello there");
    expect(finish?.usage).toMatchObject(GOLDEN);
  });

  test("the same numbers come from an answer that is not streamed", async () => {
    const body = JSON.stringify({ ...chunk("Hi", { finishReason: "STOP" }), usageMetadata: USAGE });
    const { model } = await serving(() => ({ body }));
    expect((await model.doGenerate(userPrompt("x"))).usage).toMatchObject(GOLDEN);
  });

  test("what is not reported stays undefined", async () => {
    const { model } = await serving(() => sse(chunk("Hi", { finishReason: "STOP" })));
    const { finish } = await readStream((await model.doStream(userPrompt("x"))).stream);
    expect(finish?.usage.inputTokens.total).toBeUndefined();
    expect(finish?.usage.outputTokens.total).toBeUndefined();
  });
});

describe("failures", () => {
  test.each([
    [
      400,
      { code: 400, message: "API key not valid. Please pass a valid API key.", status: "INVALID_ARGUMENT" },
      "auth",
    ],
    [
      400,
      { code: 400, message: "The input token count (9) exceeds the maximum", status: "INVALID_ARGUMENT" },
      "context_too_long",
    ],
    [403, { code: 403, message: "denied", status: "PERMISSION_DENIED" }, "auth"],
    [429, { code: 429, message: "slow down", status: "RESOURCE_EXHAUSTED" }, "rate_limited"],
    [503, { code: 503, message: "overloaded", status: "UNAVAILABLE" }, "unavailable"],
  ])("status %i %j rejects as %s", async (status, error, kind) => {
    const { model } = await serving(() => ({ status, body: JSON.stringify({ error }) }));
    await expect(model.doStream(userPrompt("x"))).rejects.toMatchObject({ kind, status, provider: "google" });
    await expect(model.doGenerate(userPrompt("x"))).rejects.toMatchObject({ kind });
  });

  test.each([
    ["a stream that just ends", [chunk("Hel")], "dropped", "Hel"],
    ["a blocked prompt", [{ promptFeedback: { blockReason: "SAFETY" } }], "content_filter", ""],
    ["an answer without content", [{ candidates: [{ finishReason: "STOP", index: 0 }] }], "empty", ""],
    [
      "an error in the stream",
      [chunk("Hel"), { error: { code: 503, message: "x", status: "UNAVAILABLE" } }],
      "unavailable",
      "Hel",
    ],
    ["a broken frame", [chunk("Hel"), "{oops"], "malformed", "Hel"],
  ])("%s ends in one error part", async (_, events, kind, said) => {
    const { model } = await serving(() => sse(...events));
    const { parts, text, error } = await readStream((await model.doStream(userPrompt("x"))).stream);
    expect(error).toMatchObject({ kind });
    expect(text).toBe(said);
    expect(parts.filter(({ type }) => type === "error" || type === "finish")).toHaveLength(1);
  });

  test("cancelling closes the connection", async () => {
    let closed = false;
    const { model } = await serving((_, response) => {
      response.on("close", () => {
        closed = true;
      });
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(sse(chunk("Hel")).body);
      return undefined;
    });
    const leave = new AbortController();
    const { stream } = await model.doStream({ ...userPrompt("x"), abortSignal: leave.signal });
    leave.abort();
    await expect(readStream(stream)).rejects.toMatchObject({ name: "AbortError" });
    await expect.poll(() => closed).toBe(true);
  });
});

describe("embeddings", () => {
  test("come back in order, without invented tokens", async () => {
    const { provider, server } = await serving(() => ({
      body: JSON.stringify({ embeddings: [{ values: [1, 0] }, { values: [0, 1] }] }),
    }));
    const signal = AbortSignal.timeout(10_000);
    const result = await provider.embed({ modelId: "gemini-embedding-001", values: ["a", "b"], signal });
    expect(result).toEqual({
      vectors: [
        [1, 0],
        [0, 1],
      ],
      tokens: undefined,
    });
    expect(server.requests[0]?.headers["x-goog-api-key"]).toBe("AIzaSecret0001112223");
    expect(server.requests[0]?.path).not.toContain("AIza");
  });

  test("fail with the same kinds", async () => {
    const { provider } = await serving(() => ({ status: 429, body: "{}" }));
    const signal = AbortSignal.timeout(10_000);
    const call = provider.embed({ modelId: "gemini-embedding-001", values: ["a"], signal });
    await expect(call).rejects.toMatchObject({ kind: "rate_limited" });
  });
});
