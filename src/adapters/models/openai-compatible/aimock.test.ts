import { LLMock } from "@copilotkit/aimock";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readStream, userPrompt } from "../testing/read-stream.ts";
import { createOpenAICompatible } from "./create-openai-compatible.ts";

const mock = new LLMock({ port: 0 });
let provider: ReturnType<typeof createOpenAICompatible>;

beforeAll(async () => {
  mock.onMessage("hello", { content: "Hi there, how can I help?" });
  mock.onMessage("weather", { toolCalls: [{ name: "weather", arguments: '{"city":"Paris"}' }] });
  await mock.start();
  provider = createOpenAICompatible({ baseUrl: `${mock.url}/v1`, providerName: "aimock", apiKey: "mock" });
});
afterAll(async () => {
  await provider.close();
  await mock.stop();
});

describe("against an independent implementation of the wire (aimock)", () => {
  test("streams text to its finish, with usage", async () => {
    const { stream } = await provider.languageModel("gpt-4o").doStream(userPrompt("hello"));
    const { text, finish } = await readStream(stream);
    expect(text).toBe("Hi there, how can I help?");
    expect(finish?.finishReason.unified).toBe("stop");
    expect(finish?.usage.outputTokens.total).toBeGreaterThan(0);
  });

  test("gives the same text without streaming", async () => {
    const { content } = await provider.languageModel("gpt-4o").doGenerate(userPrompt("hello"));
    expect(content).toEqual([{ type: "text", text: "Hi there, how can I help?" }]);
  });

  test("puts a streamed tool call together", async () => {
    const tools = [{ type: "function" as const, name: "weather", inputSchema: { type: "object" as const } }];
    const { stream } = await provider.languageModel("gpt-4o").doStream({ ...userPrompt("weather"), tools });
    const { parts, finish } = await readStream(stream);
    expect(parts.find(({ type }) => type === "tool-call")).toMatchObject({
      toolName: "weather",
      input: '{"city":"Paris"}',
    });
    expect(finish?.finishReason.unified).toBe("tool-calls");
  });

  test("embeds", async () => {
    const signal = AbortSignal.timeout(10_000);
    const modelId = "text-embedding-3-small";
    const { vectors } = await provider.embed({ modelId, values: ["a", "b"], signal });
    expect(vectors).toHaveLength(2);
  });
});
