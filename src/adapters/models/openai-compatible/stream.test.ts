import type { ServerResponse } from "node:http";
import { createServer } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { ModelSimulator } from "../../../../simulators/model/start-model-simulator.ts";
import { startModelSimulator } from "../../../../simulators/model/start-model-simulator.ts";
import type { ModelProvider } from "../provider.ts";
import { ModelProviderError } from "../provider-error.ts";
import type { FixtureServer } from "../testing/fixture-server.ts";
import { serveFixture, sse } from "../testing/fixture-server.ts";
import { readStream, userPrompt } from "../testing/read-stream.ts";
import type { OpenAICompatibleOptions } from "./create-openai-compatible.ts";
import { createOpenAICompatible } from "./create-openai-compatible.ts";

let simulator: ModelSimulator;
const opened: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  simulator = await startModelSimulator({ tokens: 40, tokenDelayMs: 1 });
});
afterAll(() => simulator.close());
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
  simulator.reset();
});

function provider(options: Partial<OpenAICompatibleOptions> = {}): ModelProvider {
  const created = createOpenAICompatible({
    baseUrl: simulator.url,
    providerName: "sim",
    apiKey: "sk-very-secret-0001",
    ...options,
  });
  opened.push(created);
  return created;
}

async function fixture(...args: Parameters<typeof serveFixture>): Promise<FixtureServer> {
  const server = await serveFixture(...args);
  opened.push(server);
  return server;
}

const numbered = (count: number): string => Array.from({ length: count }, (_, n) => `t${n}`).join(" ");

async function read(model: string, options: Partial<OpenAICompatibleOptions> = {}) {
  const { stream } = await provider(options).languageModel(model).doStream(userPrompt("hello"));
  return readStream(stream);
}

describe("streaming", () => {
  test("delivers every token in order, then usage", async () => {
    const { text, finish } = await read("sim");
    expect(text).toBe(numbered(40));
    expect(finish).toMatchObject({
      finishReason: { unified: "stop" },
      usage: { outputTokens: { total: 40 } },
    });
  });

  test("loses and reorders nothing in 200 streams at once over 20 connections", async () => {
    const model = provider({ connections: 20 }).languageModel("tokens-100+delay-0");
    const texts = await Promise.all(
      Array.from({ length: 200 }, async () => {
        const { stream } = await model.doStream(userPrompt("x"));
        return (await readStream(stream)).text;
      }),
    );
    expect(new Set(texts)).toEqual(new Set([numbered(100)]));
  });

  test("holds a fast provider back while the reader is slow, and then loses nothing", async () => {
    const { stream } = await provider().languageModel("tokens-50000+delay-0").doStream(userPrompt("x"));
    const reader = stream.getReader();
    await reader.read();
    await expect.poll(() => simulator.requests()[0]?.tokensSent).toBeGreaterThan(0);
    expect(simulator.requests()[0]?.finishedAt).toBeUndefined();
    reader.releaseLock();
    const { text } = await readStream(stream);
    expect(text).toBe(numbered(50_000));
  });

  test("uses its connections again for calls that follow each other", async () => {
    const server = await fixture(() =>
      sse({ choices: [{ delta: { content: "a" }, finish_reason: "stop" }] }, "[DONE]"),
    );
    const model = provider({ baseUrl: server.url }).languageModel("m");
    for (let i = 0; i < 5; i++) await readStream((await model.doStream(userPrompt("x"))).stream);
    expect(server.connections()).toBeLessThanOrEqual(2);
  });

  test("keeps the connection when the caller aborts after the last part, before the server has ended it", async () => {
    const responses: ServerResponse[] = [];
    const server = await fixture((_, response) => {
      responses.push(response);
      begin(response, { choices: [{ delta: { content: "a" }, finish_reason: "stop" }] });
      response.write("data: [DONE]\n\n");
      return undefined;
    });
    const model = provider({ baseUrl: server.url, connections: 1 }).languageModel("m");
    const leave = new AbortController();
    await readStream((await model.doStream({ ...userPrompt("x"), abortSignal: leave.signal })).stream);
    leave.abort();
    const next = model.doStream(userPrompt("y"));
    responses[0]?.end();
    await readStream((await next).stream);
    expect(server.connections()).toBe(1);
  });

  test("reads an answer that comes as one JSON document instead of a stream", async () => {
    const choices = [{ message: { content: "whole" }, finish_reason: "stop" }];
    const server = await fixture(() => ({ body: JSON.stringify({ choices, usage: { prompt_tokens: 3 } }) }));
    const { text, finish } = await read("m", { baseUrl: server.url });
    expect(text).toBe("whole");
    expect(finish?.usage.inputTokens.total).toBe(3);
  });

  test("finishes when the server gives a finish reason and then drops the connection", async () => {
    const server = await fixture((_, response) => {
      begin(response, { choices: [{ delta: { content: "all" }, finish_reason: "stop" }] });
      setImmediate(() => response.destroy());
      return undefined;
    });
    const { text, finish } = await read("m", { baseUrl: server.url });
    expect([text, finish?.finishReason.unified]).toEqual(["all", "stop"]);
  });
});

function begin(response: ServerResponse, ...events: object[]): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (const event of events) response.write(`data: ${JSON.stringify(event)}\n\n`);
}

describe("cancelling", () => {
  test("cuts the upstream call in the middle of a stream and rejects with the signal's reason", async () => {
    const leave = new AbortController();
    const { stream } = await provider()
      .languageModel("tokens-5000+delay-2")
      .doStream({ ...userPrompt("x"), abortSignal: leave.signal });
    const reader = stream.getReader();
    for (let i = 0; i < 5; i++) await reader.read();
    const reason = new Error("the person left");
    leave.abort(reason);
    const drained = (async () => {
      for (;;) if ((await reader.read()).done) return;
    })();
    await expect(drained).rejects.toBe(reason);
    await expect.poll(() => simulator.requests()[0]?.cancelledAt).toBeTypeOf("number");
  });

  test("cuts it while the headers are still awaited", async () => {
    const leave = new AbortController();
    const call = provider()
      .languageModel("slow-60000")
      .doStream({ ...userPrompt("x"), abortSignal: leave.signal });
    await expect.poll(() => simulator.requests()[0]?.model).toBe("slow-60000");
    leave.abort();
    await expect(call).rejects.toMatchObject({ name: "AbortError" });
    await expect.poll(() => simulator.requests()[0]?.cancelledAt).toBeTypeOf("number");
  });

  test("a call that waits for a free connection leaves at once and never reaches the provider", async () => {
    const model = provider({ connections: 1 });
    const first = await model.languageModel("tokens-5000+delay-1").doStream(userPrompt("x"));
    const leave = new AbortController();
    const waiting = model.languageModel("sim").doStream({ ...userPrompt("y"), abortSignal: leave.signal });
    leave.abort();
    await expect(waiting).rejects.toMatchObject({ name: "AbortError" });
    await first.stream.cancel();
    await expect.poll(() => simulator.requests()[0]?.cancelledAt).toBeTypeOf("number");
    await readStream((await model.languageModel("sim").doStream(userPrompt("z"))).stream);
    expect(simulator.requests()).toHaveLength(2);
  });

  test("an already aborted signal sends nothing", async () => {
    const abortSignal = AbortSignal.abort();
    const model = provider().languageModel("sim");
    await expect(model.doStream({ ...userPrompt("x"), abortSignal })).rejects.toMatchObject({
      name: "AbortError",
    });
    await expect(model.doGenerate({ ...userPrompt("x"), abortSignal })).rejects.toMatchObject({
      name: "AbortError",
    });
    expect(simulator.requests()).toEqual([]);
  });

  test("a reader that cancels the stream cuts the upstream call", async () => {
    const { stream } = await provider().languageModel("tokens-5000+delay-2").doStream(userPrompt("x"));
    await stream.cancel();
    await expect.poll(() => simulator.requests()[0]?.cancelledAt).toBeTypeOf("number");
  });

  test("closing the provider ends what is open", async () => {
    const one = provider();
    const { stream } = await one.languageModel("tokens-5000+delay-2").doStream(userPrompt("x"));
    await one.close();
    expect((await readStream(stream)).error).toMatchObject({ kind: "dropped" });
    await expect(one.languageModel("sim").doStream(userPrompt("x"))).rejects.toMatchObject({
      kind: "unavailable",
    });
  });
});

describe("failures before the first part", () => {
  test.each([
    ["error-400", "bad_request"],
    ["error-401", "auth"],
    ["error-403", "auth"],
    ["error-402", "quota"],
    ["error-404", "bad_request"],
    ["error-413", "bad_request"],
    ["error-422", "bad_request"],
    ["error-429", "rate_limited"],
    ["error-500", "unavailable"],
    ["error-503", "unavailable"],
  ])("%s rejects as %s, streamed or not", async (model, kind) => {
    const one = provider().languageModel(model);
    await expect(one.doStream(userPrompt("x"))).rejects.toMatchObject({ kind, provider: "sim" });
    await expect(one.doGenerate(userPrompt("x"))).rejects.toMatchObject({ kind });
  });

  test("a 429 carries the wait that the provider asks for", async () => {
    const model = provider().languageModel("error-429+retry-after-20");
    await expect(model.doStream(userPrompt("x"))).rejects.toMatchObject({
      retryAfterMs: 20_000,
      retryable: true,
    });
  });

  test("nobody listening is unavailable", async () => {
    const closed = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => closed.once("listening", resolve));
    const address = closed.address();
    const port = typeof address === "object" ? address?.port : 0;
    await new Promise((resolve) => closed.close(resolve));
    await expect(read("m", { baseUrl: `http://127.0.0.1:${port}/v1` })).rejects.toMatchObject({
      kind: "unavailable",
    });
  });

  test("a connection closed before any answer is unavailable", async () => {
    const server = await fixture((_, response) => {
      response.destroy();
      return undefined;
    });
    await expect(read("m", { baseUrl: server.url })).rejects.toMatchObject({
      kind: "unavailable",
      retryable: true,
    });
  });

  test("no answer within firstByteMs is stalled, and the call is cut", async () => {
    const timeouts = { firstByteMs: 50 };
    await expect(read("slow-60000", { timeouts })).rejects.toMatchObject({ kind: "stalled" });
    await expect.poll(() => simulator.requests()[0]?.cancelledAt).toBeTypeOf("number");
  });

  test("a web page instead of an API is malformed", async () => {
    const html = { headers: { "content-type": "text/html" }, body: "<html></html>" };
    const server = await fixture(() => html);
    await expect(read("m", { baseUrl: server.url })).rejects.toMatchObject({ kind: "malformed" });
  });

  test("a redirect is not followed, so the key cannot travel to another host", async () => {
    const server = await fixture(() => ({
      status: 307,
      headers: { location: "http://127.0.0.1:1/" },
      body: "",
    }));
    await expect(read("m", { baseUrl: server.url })).rejects.toMatchObject({
      kind: "malformed",
      status: 307,
    });
  });

  test("an endless error body is read only in part", async () => {
    const server = await fixture((_, response) => {
      response.writeHead(500);
      const pour = (): void => {
        while (!response.destroyed && response.write("x".repeat(65_536)));
      };
      response.on("drain", pour);
      pour();
      return undefined;
    });
    await expect(read("m", { baseUrl: server.url })).rejects.toMatchObject({ kind: "unavailable" });
  });

  test("never shows the key, in message, detail or stack", async () => {
    const server = await fixture((request) => ({
      status: 401,
      body: JSON.stringify({ error: { message: `Bad key ${request.headers.authorization}` } }),
    }));
    const failure: unknown = await read("m", { baseUrl: server.url }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ModelProviderError);
    const shown = failure instanceof ModelProviderError ? `${failure.stack} ${failure.detail}` : "";
    expect(shown).toContain("Bad key");
    expect(shown).not.toContain("very-secret");
  });
});

describe("failures in the middle of a stream keep what was delivered", () => {
  test.each([
    ["drop-3", "dropped", "t0 t1 t2"],
    ["stall-3", "stalled", "t0 t1 t2"],
    ["malformed-3", "malformed", "t0 t1 t2"],
    ["stream-error-3", "unavailable", "t0 t1 t2"],
    ["empty", "empty", ""],
    ["huge-frame", "malformed", ""],
  ])("%s ends in an error part of kind %s", async (model, kind, text) => {
    const result = await read(model, { timeouts: { idleMs: 150 } });
    expect(result.text).toBe(text);
    expect(result.error).toMatchObject({ kind });
    expect(result.finish).toBeUndefined();
    expect(result.parts.at(-1)?.type).toBe("error");
  });

  test("a stalled call is cut off upstream", async () => {
    await read("stall-1", { timeouts: { idleMs: 50 } });
    await expect.poll(() => simulator.requests()[0]?.cancelledAt).toBeTypeOf("number");
  });

  test("a stream that trickles beyond totalMs is stalled", async () => {
    const { error } = await read("tokens-5000+delay-5", { timeouts: { totalMs: 100 } });
    expect(error).toMatchObject({ kind: "stalled" });
  });
});

describe("options", () => {
  test("the base URL's path and query, the key and extra headers reach the provider", async () => {
    const server = await fixture(() =>
      sse({ choices: [{ delta: { content: "a" }, finish_reason: "stop" }] }, "[DONE]"),
    );
    const one = provider({ baseUrl: `${server.url}/openai/v9/?api-version=1`, headers: { "X-Org": "acme" } });
    const call = { ...userPrompt("x"), headers: { "X-Trace": "7", "X-Org": undefined } };
    await readStream((await one.languageModel("m").doStream(call)).stream);
    expect(server.requests[0]).toMatchObject({
      path: "/openai/v9/chat/completions?api-version=1",
      headers: { authorization: "Bearer sk-very-secret-0001", "x-org": "acme", "x-trace": "7" },
    });
  });

  test.each(["ftp://example.com", "not a url", "http://user:pass@example.com/v1"])(
    "the base URL %s is refused when the provider is made",
    (baseUrl) => {
      expect(() => createOpenAICompatible({ baseUrl, providerName: "x" })).toThrow(TypeError);
    },
  );

  test("raw chunks are handed over when asked for", async () => {
    const model = provider().languageModel("tokens-1+delay-0");
    const { stream } = await model.doStream({ ...userPrompt("x"), includeRawChunks: true });
    expect((await readStream(stream)).parts.some(({ type }) => type === "raw")).toBe(true);
  });
});
