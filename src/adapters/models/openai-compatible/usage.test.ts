import { afterEach, describe, expect, test } from "vitest";
import { ModelProviderError } from "../provider-error.ts";
import type { FixtureServer } from "../testing/fixture-server.ts";
import { serveFixture, sse } from "../testing/fixture-server.ts";
import { readStream, userPrompt } from "../testing/read-stream.ts";
import { createOpenAICompatible } from "./create-openai-compatible.ts";
import { normaliseUsage } from "./usage.ts";

type Golden = {
  vendor: string;
  /** The last chunks of a stream, in the vendor's shape. */
  chunks: object[];
  input: [total: number | undefined, noCache: number | undefined, read: number | undefined];
  output: [total: number | undefined, text: number | undefined, reasoning: number | undefined];
};

const delta = (content: string) => ({ choices: [{ index: 0, delta: { content }, finish_reason: null }] });
const stop = { choices: [{ index: 0, delta: {}, finish_reason: "stop" }] };

const GOLDEN: Golden[] = [
  {
    vendor: "OpenAI: cached tokens are part of prompt_tokens, reasoning part of completion_tokens",
    chunks: [
      delta("Hi"),
      { ...stop, usage: null },
      {
        choices: [],
        usage: {
          prompt_tokens: 2006,
          completion_tokens: 300,
          total_tokens: 2306,
          prompt_tokens_details: { cached_tokens: 1920, audio_tokens: 0 },
          completion_tokens_details: { reasoning_tokens: 256, audio_tokens: 0 },
        },
      },
    ],
    input: [2006, 86, 1920],
    output: [300, 44, 256],
  },
  {
    vendor: "Groq: usage beside x_groq in the finishing chunk",
    chunks: [
      delta("Hi"),
      {
        ...stop,
        x_groq: {
          id: "req_01",
          usage: {
            queue_time: 0.1,
            prompt_tokens: 11,
            completion_tokens: 4,
            total_tokens: 15,
            total_time: 0.02,
          },
        },
      },
    ],
    input: [11, 11, undefined],
    output: [4, 4, undefined],
  },
  {
    vendor: "Ollama: plain counts in a last chunk",
    chunks: [
      delta("Hi"),
      stop,
      { choices: [], usage: { prompt_tokens: 26, completion_tokens: 9, total_tokens: 35 } },
    ],
    input: [26, 26, undefined],
    output: [9, 9, undefined],
  },
  {
    vendor: "vLLM: usage repeated in every chunk, details null; the last one counts",
    chunks: [
      {
        ...delta("Hi"),
        usage: { prompt_tokens: 7, total_tokens: 8, completion_tokens: 1, prompt_tokens_details: null },
      },
      {
        ...stop,
        usage: { prompt_tokens: 7, total_tokens: 10, completion_tokens: 3, prompt_tokens_details: null },
      },
    ],
    input: [7, 7, undefined],
    output: [3, 3, undefined],
  },
  {
    vendor: "DeepSeek: prompt_cache_hit_tokens and _miss_tokens add up to prompt_tokens",
    chunks: [
      delta("Hi"),
      {
        ...stop,
        usage: {
          prompt_tokens: 1000,
          completion_tokens: 20,
          total_tokens: 1020,
          prompt_cache_hit_tokens: 896,
          prompt_cache_miss_tokens: 104,
          completion_tokens_details: { reasoning_tokens: 15 },
        },
      },
    ],
    input: [1000, 104, 896],
    output: [20, 5, 15],
  },
  {
    vendor: "xAI: reasoning is left out of completion_tokens and shows in total_tokens only",
    chunks: [
      delta("Hi"),
      {
        ...stop,
        usage: {
          prompt_tokens: 32,
          completion_tokens: 9,
          total_tokens: 141,
          prompt_tokens_details: { cached_tokens: 6 },
          completion_tokens_details: { reasoning_tokens: 100 },
        },
      },
    ],
    input: [32, 26, 6],
    output: [109, 9, 100],
  },
  {
    vendor: "A server that reports nothing",
    chunks: [delta("Hi"), stop],
    input: [undefined, undefined, undefined],
    output: [undefined, undefined, undefined],
  },
];

let server: FixtureServer | undefined;
afterEach(() => server?.close());

describe("usage from recorded wire shapes", () => {
  test.each(GOLDEN)("$vendor", async ({ chunks, input, output }) => {
    server = await serveFixture(() => sse(...chunks, "[DONE]"));
    const provider = createOpenAICompatible({ baseUrl: server.url, providerName: "golden" });
    const { stream } = await provider.languageModel("m").doStream(userPrompt("x"));
    const { finish } = await readStream(stream);
    await provider.close();
    expect(finish?.usage).toEqual({
      inputTokens: { total: input[0], noCache: input[1], cacheRead: input[2], cacheWrite: undefined },
      outputTokens: { total: output[0], text: output[1], reasoning: output[2] },
    });
  });

  test("the same numbers come from an answer that is not streamed", async () => {
    const usage = { prompt_tokens: 50, completion_tokens: 5, prompt_tokens_details: { cached_tokens: 40 } };
    const choices = [{ index: 0, message: { role: "assistant", content: "Hi" }, finish_reason: "stop" }];
    server = await serveFixture(() => ({ body: JSON.stringify({ id: "1", choices, usage }) }));
    const provider = createOpenAICompatible({ baseUrl: server.url, providerName: "golden" });
    const result = await provider.languageModel("m").doGenerate(userPrompt("x"));
    await provider.close();
    expect(result.usage.inputTokens).toEqual({
      total: 50,
      noCache: 10,
      cacheRead: 40,
      cacheWrite: undefined,
    });
  });

  test("an empty answer that cost tokens carries their usage in its error", async () => {
    server = await serveFixture(() =>
      sse({ ...stop, usage: { prompt_tokens: 9, completion_tokens: 0 } }, "[DONE]"),
    );
    const provider = createOpenAICompatible({ baseUrl: server.url, providerName: "golden" });
    const { stream } = await provider.languageModel("m").doStream(userPrompt("x"));
    const { error } = await readStream(stream);
    await provider.close();
    expect(error).toBeInstanceOf(ModelProviderError);
    expect(error).toMatchObject({ kind: "empty", usage: { inputTokens: { total: 9 } } });
  });
});

describe("normaliseUsage", () => {
  test("the parts of the input always add up to its total, whatever is reported", () => {
    const odd = normaliseUsage({
      prompt_tokens: 10,
      prompt_tokens_details: { cached_tokens: 25, cache_write_tokens: 5 },
    }).inputTokens;
    expect(odd).toEqual({ total: 10, noCache: 0, cacheRead: 10, cacheWrite: 0 });
  });

  test("counts that are not whole numbers from 0 are taken as not reported", () => {
    const usage = normaliseUsage({ prompt_tokens: "12", completion_tokens: -1 });
    expect(usage.inputTokens.total).toBeUndefined();
    expect(usage.outputTokens.total).toBeUndefined();
  });

  test("tokens written to the cache are apart from those read and from the rest", () => {
    const details = { cached_tokens: 30, cache_write_tokens: 20 };
    const { inputTokens } = normaliseUsage({ prompt_tokens: 100, prompt_tokens_details: details });
    expect(inputTokens).toEqual({ total: 100, noCache: 50, cacheRead: 30, cacheWrite: 20 });
  });
});
