import { afterEach, describe, expect, test } from "vitest";
import {
  anthropicDocument,
  anthropicEvents,
  anthropicStream,
  messageStart,
  textBlock,
} from "../testing/anthropic-wire.ts";
import { serveFixture } from "../testing/fixture-server.ts";
import { readStream, userPrompt } from "../testing/read-stream.ts";
import { createAnthropic } from "./create-anthropic.ts";
import type { SdkProviderOptions } from "./create-sdk-provider.ts";

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

const EVENTS = { "content-type": "text/event-stream" };

async function serving(
  answer: Parameters<typeof serveFixture>[0],
  options: Partial<SdkProviderOptions> = {},
) {
  const server = await serveFixture(answer);
  const provider = createAnthropic({
    apiKey: "sk-ant-secret-000111",
    baseUrl: `${server.url}/v1`,
    ...options,
  });
  opened.push(server, provider);
  return { server, model: provider.languageModel("claude-test") };
}

const streaming = (body: string) => serving(() => ({ headers: EVENTS, body }));

describe("usage", () => {
  test("input_tokens leaves out what was read from and written to the cache; the total has it once", async () => {
    const start = {
      input_tokens: 50,
      cache_read_input_tokens: 1800,
      cache_creation_input_tokens: 248,
      output_tokens: 1,
    };
    const { model } = await streaming(anthropicStream(start, { output_tokens: 12 }, "Hello there"));
    const { text, finish } = await readStream((await model.doStream(userPrompt("x"))).stream);
    expect(text).toBe("Hello there");
    expect(finish?.usage).toMatchObject({
      inputTokens: { total: 2098, noCache: 50, cacheRead: 1800, cacheWrite: 248 },
      outputTokens: { total: 12 },
    });
  });

  test("the same numbers come from an answer that is not streamed", async () => {
    const usage = {
      input_tokens: 5,
      cache_read_input_tokens: 100,
      cache_creation_input_tokens: 0,
      output_tokens: 3,
    };
    const { model } = await serving(() => ({ body: anthropicDocument(usage, "Hi") }));
    const result = await model.doGenerate(userPrompt("x"));
    expect(result.usage.inputTokens).toEqual({ total: 105, noCache: 5, cacheRead: 100, cacheWrite: 0 });
    expect(result).not.toHaveProperty("request");
  });

  test("without a cache, everything is uncached", async () => {
    const { model } = await streaming(
      anthropicStream({ input_tokens: 7, output_tokens: 1 }, { output_tokens: 2 }, "Hi"),
    );
    const { finish } = await readStream((await model.doStream(userPrompt("x"))).stream);
    expect(finish?.usage.inputTokens).toEqual({ total: 7, noCache: 7, cacheRead: 0, cacheWrite: 0 });
  });
});

describe("failures", () => {
  test.each([
    [401, { type: "authentication_error", message: "invalid x-api-key" }, "auth"],
    [429, { type: "rate_limit_error", message: "per minute" }, "rate_limited"],
    [
      400,
      { type: "invalid_request_error", message: "prompt is too long: 300000 tokens > 200000" },
      "context_too_long",
    ],
    [400, { type: "invalid_request_error", message: "Your credit balance is too low" }, "quota"],
    [400, { type: "invalid_request_error", message: "temperature: too big" }, "bad_request"],
    [529, { type: "overloaded_error", message: "Overloaded" }, "unavailable"],
    [500, { type: "api_error", message: "Internal" }, "unavailable"],
  ])("status %i %j rejects as %s", async (status, error, kind) => {
    const answer = {
      status,
      headers: { "retry-after": "2" },
      body: JSON.stringify({ type: "error", error }),
    };
    const { model } = await serving(() => answer);
    const expected = { kind, status, retryAfterMs: 2_000, provider: "anthropic" };
    await expect(model.doStream(userPrompt("x"))).rejects.toMatchObject(expected);
    await expect(model.doGenerate(userPrompt("x"))).rejects.toMatchObject(expected);
  });

  test("an error event in place of the first word rejects; later it ends the stream", async () => {
    const overloaded = { type: "error", error: { type: "overloaded_error", message: "Overloaded" } };
    const early = await streaming(anthropicEvents([overloaded]));
    await expect(early.model.doStream(userPrompt("x"))).rejects.toMatchObject({ kind: "unavailable" });
    const late = await streaming(
      anthropicEvents([messageStart({ input_tokens: 1, output_tokens: 1 }), ...textBlock("Hel"), overloaded]),
    );
    const { text, error, finish } = await readStream((await late.model.doStream(userPrompt("x"))).stream);
    expect([text, finish]).toEqual(["Hel", undefined]);
    expect(error).toMatchObject({ kind: "unavailable" });
  });

  test.each([
    [
      "a stream that just ends",
      anthropicEvents([messageStart({ input_tokens: 1, output_tokens: 1 }), ...textBlock("Hel")]),
      "dropped",
    ],
    [
      "a broken frame",
      `${anthropicEvents([messageStart({ input_tokens: 1, output_tokens: 1 }), ...textBlock("Hel")])}data: {oops\n\n`,
      "malformed",
    ],
    [
      "an answer without content",
      anthropicStream({ input_tokens: 1, output_tokens: 1 }, { output_tokens: 0 }, undefined),
      "empty",
    ],
    [
      "a refusal without content",
      anthropicStream({ input_tokens: 1, output_tokens: 1 }, { output_tokens: 0 }, undefined, "refusal"),
      "content_filter",
    ],
  ])("%s ends in one error part", async (_, body, kind) => {
    const { model } = await streaming(body);
    const { parts, error } = await readStream((await model.doStream(userPrompt("x"))).stream);
    expect(error).toMatchObject({ kind });
    expect(parts.filter(({ type }) => type === "error" || type === "finish")).toHaveLength(1);
  });

  test("a connection dropped in the middle keeps what came", async () => {
    const { model } = await serving((_, response) => {
      response.writeHead(200, EVENTS);
      response.write(
        anthropicEvents([messageStart({ input_tokens: 1, output_tokens: 1 }), ...textBlock("Hel")]),
        () => setImmediate(() => response.destroy()),
      );
      return undefined;
    });
    const { text, error } = await readStream((await model.doStream(userPrompt("x"))).stream);
    expect(text).toBe("Hel");
    expect(error).toMatchObject({ kind: "dropped" });
  });

  test("silence is stalled, before the answer and in its middle", async () => {
    const silent = await serving(() => undefined, { timeouts: { firstByteMs: 60 } });
    await expect(silent.model.doStream(userPrompt("x"))).rejects.toMatchObject({ kind: "stalled" });
    const halting = await serving(
      (_, response) => {
        response.writeHead(200, EVENTS);
        response.write(
          anthropicEvents([messageStart({ input_tokens: 1, output_tokens: 1 }), ...textBlock("Hel")]),
        );
        return undefined;
      },
      { timeouts: { idleMs: 60 } },
    );
    const { error } = await readStream((await halting.model.doStream(userPrompt("x"))).stream);
    expect(error).toMatchObject({ kind: "stalled" });
  });

  test("an event above 4 MB is malformed", async () => {
    const { model } = await serving((_, response) => {
      response.writeHead(200, EVENTS);
      response.write(
        anthropicEvents([messageStart({ input_tokens: 1, output_tokens: 1 }), ...textBlock("Hel")]),
      );
      response.end(`data: "${"x".repeat(5 * 1024 * 1024)}"\n\n`);
      return undefined;
    });
    const { error } = await readStream((await model.doStream(userPrompt("x"))).stream);
    expect(error).toMatchObject({ kind: "malformed" });
  });

  test("nobody listening is unavailable", async () => {
    const provider = createAnthropic({ apiKey: "k", baseUrl: "http://127.0.0.1:9/v1" });
    opened.push(provider);
    await expect(provider.languageModel("m").doStream(userPrompt("x"))).rejects.toMatchObject({
      kind: "unavailable",
    });
  });

  test("the key is in the header and in no error", async () => {
    const { model, server } = await serving((request) => ({
      status: 401,
      body: JSON.stringify({ error: { message: `bad ${request.headers["x-api-key"]}` } }),
    }));
    const failure: unknown = await Promise.resolve(model.doStream(userPrompt("x"))).catch(
      (error: unknown) => error,
    );
    expect(server.requests[0]?.headers["x-api-key"]).toBe("sk-ant-secret-000111");
    expect(failure).toMatchObject({ kind: "auth", detail: expect.not.stringContaining("secret") });
    expect(JSON.stringify(failure)).not.toContain("secret");
  });
});

describe("cancelling", () => {
  test("closes the connection and rejects with the signal's reason", async () => {
    let closed = false;
    const { model } = await serving((_, response) => {
      response.on("close", () => {
        closed = true;
      });
      response.writeHead(200, EVENTS);
      response.write(
        anthropicEvents([messageStart({ input_tokens: 1, output_tokens: 1 }), ...textBlock("Hel")]),
      );
      return undefined;
    });
    const leave = new AbortController();
    const { stream } = await model.doStream({ ...userPrompt("x"), abortSignal: leave.signal });
    const reason = new Error("left");
    leave.abort(reason);
    await expect(readStream(stream)).rejects.toBe(reason);
    await expect.poll(() => closed).toBe(true);
  });

  test("works while the headers are awaited, and before anything is sent", async () => {
    const { model, server } = await serving(() => undefined);
    const leave = new AbortController();
    const call = model.doStream({ ...userPrompt("x"), abortSignal: leave.signal });
    await expect.poll(() => server.requests.length).toBe(1);
    leave.abort();
    await expect(call).rejects.toMatchObject({ name: "AbortError" });
    const late = model.doGenerate({ ...userPrompt("x"), abortSignal: AbortSignal.abort() });
    await expect(late).rejects.toMatchObject({ name: "AbortError" });
    expect(server.requests).toHaveLength(1);
  });
});
