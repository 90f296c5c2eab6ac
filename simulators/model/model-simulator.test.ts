import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import OpenAI from "openai";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { ModelSimulator } from "./start-model-simulator.ts";
import { startModelSimulator } from "./start-model-simulator.ts";

let simulator: ModelSimulator;
let client: OpenAI;

beforeAll(async () => {
  simulator = await startModelSimulator({ tokens: 30, tokenDelayMs: 1 });
  client = new OpenAI({ baseURL: simulator.url, apiKey: "sk-test", maxRetries: 0 });
});
afterAll(() => simulator.close());
afterEach(() => simulator.reset());

const TOOLS: OpenAI.Chat.ChatCompletionTool[] = [
  { type: "function", function: { name: "weather", parameters: { type: "object" } } },
];

function ask(content: string, extra: Partial<OpenAI.Chat.ChatCompletionCreateParamsStreaming> = {}) {
  return client.chat.completions.create({
    model: "sim",
    messages: [{ role: "user", content }],
    stream: true,
    ...extra,
  });
}

async function textOf(stream: AsyncIterable<OpenAI.Chat.ChatCompletionChunk>): Promise<string> {
  let text = "";
  for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? "";
  return text;
}

const numbered = (count: number): string => Array.from({ length: count }, (_, n) => `t${n}`).join(" ");

describe("the official OpenAI client", () => {
  test("reads every numbered token of a stream, in order", async () => {
    expect(await textOf(await ask("hello"))).toBe(numbered(30));
  });

  test("gets usage in the last chunk when it asks for it, and not otherwise", async () => {
    const chunks: OpenAI.Chat.ChatCompletionChunk[] = [];
    for await (const chunk of await ask("hello", { stream_options: { include_usage: true } }))
      chunks.push(chunk);
    expect(chunks.at(-1)?.usage).toMatchObject({ completion_tokens: 30, prompt_tokens: 2 });
    expect(chunks.at(-1)?.choices).toEqual([]);
    for await (const chunk of await ask("hello")) expect(chunk.usage ?? undefined).toBeUndefined();
  });

  test("gets a whole answer without streaming, cut at the token limit", async () => {
    const answer = await client.chat.completions.create({
      model: "sim",
      messages: [{ role: "user", content: "hello" }],
      max_completion_tokens: 3,
    });
    expect(answer.choices[0]?.message.content).toBe("t0 t1 t2");
    expect(answer.choices[0]?.finish_reason).toBe("length");
  });

  test("calls a tool that the message names, streamed in fragments, and answers from its result", async () => {
    let args = "";
    let finish = "";
    for await (const chunk of await ask("call:weather", { tools: TOOLS })) {
      args += chunk.choices[0]?.delta.tool_calls?.[0]?.function?.arguments ?? "";
      finish = chunk.choices[0]?.finish_reason ?? finish;
    }
    expect(JSON.parse(args)).toEqual({ city: "Paris" });
    expect(finish).toBe("tool_calls");
    const call = { id: "c1", type: "function" as const, function: { name: "weather", arguments: args } };
    const answer = await ask("call:weather", {
      tools: TOOLS,
      messages: [
        { role: "user", content: "call:weather" },
        { role: "assistant", content: null, tool_calls: [call] },
        { role: "tool", tool_call_id: "c1", content: "sunny" },
      ],
    });
    expect(await textOf(answer)).toBe("The tool answered: sunny");
  });

  test("embeds texts into vectors of length 1, the same for the same text, near for shared words", async () => {
    const input = ["the red fox", "the red fox", "a red fox ran", "quarterly tax report"];
    const { data, usage } = await client.embeddings.create({ model: "sim-embed", input });
    const [a = [], b = [], c = [], d = []] = data.map(({ embedding }) => embedding);
    const dot = (x: number[], y: number[]): number =>
      x.reduce((sum, value, i) => sum + value * (y[i] ?? 0), 0);
    expect(a).toEqual(b);
    expect(dot(a, a)).toBeCloseTo(1, 4);
    expect(dot(a, c)).toBeGreaterThan(dot(a, d));
    expect(usage.prompt_tokens).toBeGreaterThan(0);
  });

  test("lists the models", async () => {
    const { data } = await client.models.list();
    expect(data.map(({ id }) => id)).toContain("sim");
  });

  test.each([400, 401, 429, 500])("meets an error of status %i by the model's name", async (status) => {
    await expect(ask("hello", { model: `error-${status}` })).rejects.toMatchObject({ status });
  });

  test("is told how long to wait after a 429", async () => {
    const failure: unknown = await ask("simulate:error-429,retry-after=7").catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(OpenAI.RateLimitError);
    expect(failure instanceof OpenAI.RateLimitError && failure.headers.get("retry-after")).toBe("7");
  });
});

describe("behaviours", () => {
  test("may be chosen by header, by model name and in the last user message", async () => {
    const byHeader = await client.chat.completions.create(
      { model: "sim", messages: [{ role: "user", content: "x" }], stream: true },
      { headers: { "x-simulate": "tokens=2, delay=0" } },
    );
    expect(await textOf(byHeader)).toBe("t0 t1");
    expect(await textOf(await ask("x", { model: "sim-tokens-3+delay-0" }))).toBe("t0 t1 t2");
    expect(await textOf(await ask("please simulate:tokens=4,delay=0"))).toBe("t0 t1 t2 t3");
  });

  test("cached and reasoning tokens appear in usage", async () => {
    const answer = await client.chat.completions.create({
      model: "cached-100+reasoning-7+tokens-5",
      messages: [{ role: "user", content: "x" }],
    });
    expect(answer.usage).toMatchObject({
      prompt_tokens: 100,
      completion_tokens: 12,
      prompt_tokens_details: { cached_tokens: 100 },
      completion_tokens_details: { reasoning_tokens: 7 },
    });
  });

  test("a stream of 20,000 tokens without delay arrives whole", async () => {
    expect(await textOf(await ask("x", { model: "tokens-20000+delay-0" }))).toBe(numbered(20_000));
  });

  test("a dropped stream ends in a connection error after the tokens that were sent", async () => {
    const stream = await ask("x", { model: "drop-3" });
    const seen: string[] = [];
    const reading = (async () => {
      for await (const chunk of stream) seen.push(chunk.choices[0]?.delta.content ?? "");
    })();
    await expect(reading).rejects.toThrow();
    expect(seen.join("")).toBe("t0 t1 t2");
  });

  test("a body that is not JSON, or without model or messages, is answered with 400", async () => {
    for (const body of ["{", "[]", "{}", '{"model":"sim","messages":[]}', '{"model":"sim","messages":[1]}']) {
      const response = await fetch(`${simulator.url}/chat/completions`, { method: "POST", body });
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ error: { type: "invalid_request_error" } });
    }
  });
});

describe("the request log", () => {
  test("says when a client left in the middle", async () => {
    const stream = await ask("x", { model: "tokens-1000+delay-2" });
    for await (const _ of stream) break;
    stream.controller.abort();
    await expect.poll(() => simulator.requests()[0]?.cancelledAt).toBeTypeOf("number");
    const [entry] = simulator.requests();
    expect(entry?.finishedAt).toBeUndefined();
    expect(entry?.tokensSent).toBeLessThan(1000);
  });

  test("is read and emptied over HTTP", async () => {
    await textOf(await ask("x"));
    const control = simulator.url.replace("/v1", "/__sim");
    await expect.poll(() => simulator.requests()[0]?.finishedAt).toBeTypeOf("number");
    expect(await (await fetch(`${control}/requests`)).json()).toMatchObject([
      { model: "sim", tokensSent: 30 },
    ]);
    await fetch(`${control}/reset`, { method: "POST" });
    expect(await (await fetch(`${control}/requests`)).json()).toEqual([]);
  });
});

describe("the program", () => {
  const main = new URL("./main.ts", import.meta.url).pathname;

  test("prints its address, listens on loopback and ends on SIGTERM", async () => {
    const child = spawn(process.execPath, [main, "--port", "0", "--tokens", "2", "--token-delay-ms", "0"]);
    const [line] = await once(createInterface({ input: child.stdout }), "line");
    const { url } = JSON.parse(String(line));
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1$/);
    expect((await fetch(`${url}/models`)).status).toBe(200);
    child.kill("SIGTERM");
    expect((await once(child, "exit"))[0]).toBe(0);
  });

  test("refuses to start in production", async () => {
    const child = spawn(process.execPath, [main], { env: { NODE_ENV: "production" } });
    expect((await once(child, "exit"))[0]).not.toBe(0);
  });
});
