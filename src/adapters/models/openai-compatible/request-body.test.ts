import type { LanguageModelV4CallOptions, LanguageModelV4FilePart } from "@ai-sdk/provider";
import { describe, expect, test } from "vitest";
import { userPrompt } from "../testing/read-stream.ts";
import type { QuirksName } from "./quirks.ts";
import { quirksFor } from "./quirks.ts";
import { requestBody } from "./request-body.ts";

type Extra = Partial<LanguageModelV4CallOptions> & {
  quirks?: QuirksName;
  modelId?: string;
  stream?: boolean;
};

function build({ quirks, modelId = "m", stream = true, ...options }: Extra = {}) {
  const { json, warnings } = requestBody({
    provider: "p",
    modelId,
    quirks: quirksFor("example.com", quirks),
    stream,
    options: { ...userPrompt("hello"), ...options },
  });
  return { body: JSON.parse(json), warnings };
}

const image = (
  data: LanguageModelV4FilePart["data"],
  mediaType = "image/png",
): LanguageModelV4CallOptions["prompt"] => [
  {
    role: "user",
    content: [
      { type: "text", text: "see" },
      { type: "file", data, mediaType },
    ],
  },
];

describe("settings", () => {
  test("become the wire's fields, and what is not set is not sent", () => {
    expect(build({ stream: false }).body).toEqual({
      model: "m",
      messages: [{ role: "user", content: "hello" }],
    });
    const { body } = build({
      maxOutputTokens: 9,
      temperature: 0,
      topP: 0.5,
      seed: 7,
      stopSequences: ["END"],
      presencePenalty: 0.1,
      frequencyPenalty: 0.2,
    });
    expect(body).toMatchObject({
      stream: true,
      stream_options: { include_usage: true },
      max_tokens: 9,
      temperature: 0,
      top_p: 0.5,
      seed: 7,
      stop: ["END"],
      presence_penalty: 0.1,
      frequency_penalty: 0.2,
    });
  });

  test("OpenAI and Groq get max_completion_tokens, others max_tokens", () => {
    expect(build({ quirks: "openai", maxOutputTokens: 5 }).body).toMatchObject({ max_completion_tokens: 5 });
    expect(build({ quirks: "openai", maxOutputTokens: 5 }).body).not.toHaveProperty("max_tokens");
    expect(build({ quirks: "vllm", maxOutputTokens: 5 }).body).toMatchObject({ max_tokens: 5 });
  });

  test("quirks follow the host unless they are named", () => {
    expect(quirksFor("api.openai.com", undefined).tokenLimitField).toBe("max_completion_tokens");
    expect(quirksFor("api.openai.com", "generic").tokenLimitField).toBe("max_tokens");
    expect(quirksFor("api.mistral.ai", undefined).seedField).toBe("random_seed");
    expect(quirksFor("evilopenai.com", undefined).tokenLimitField).toBe("max_tokens");
  });

  test("Mistral is not sent stream_options and gets its own name for the seed", () => {
    const { body } = build({ quirks: "mistral", seed: 3 });
    expect(body).not.toHaveProperty("stream_options");
    expect(body).toMatchObject({ random_seed: 3 });
  });

  test("models with fixed sampling are spared temperature and top_p, with a warning", () => {
    const { body, warnings } = build({ quirks: "openai", modelId: "o3-mini", temperature: 0.2, topP: 1 });
    expect(body).not.toHaveProperty("temperature");
    expect(body).not.toHaveProperty("top_p");
    expect(warnings).toHaveLength(1);
    expect(build({ quirks: "openai", modelId: "gpt-4.1", temperature: 0.2 }).body.temperature).toBe(0.2);
  });

  test("a setting without a field is dropped with a warning", () => {
    expect(build({ topK: 3, reasoning: "low" }).warnings).toHaveLength(2);
    expect(build({ quirks: "openrouter", topK: 3 }).body.top_k).toBe(3);
    expect(build({ quirks: "openai", reasoning: "low" }).body.reasoning_effort).toBe("low");
  });

  test("named extra fields pass, others do not", () => {
    const { body } = build({
      providerOptions: { "openai-compatible": { user: "u1", model: "other", n: 5 } },
    });
    expect(body).toMatchObject({ user: "u1", model: "m" });
    expect(body).not.toHaveProperty("n");
  });
});

describe("tools and formats", () => {
  const tool = {
    type: "function" as const,
    name: "f",
    description: "d",
    inputSchema: { type: "object" as const },
  };

  test("tools are defined and chosen", () => {
    const { body } = build({ tools: [tool], toolChoice: { type: "tool", toolName: "f" } });
    expect(body.tools).toEqual([
      { type: "function", function: { name: "f", description: "d", parameters: { type: "object" } } },
    ]);
    expect(body.tool_choice).toEqual({ type: "function", function: { name: "f" } });
    expect(build({ tools: [tool], toolChoice: { type: "required" } }).body.tool_choice).toBe("required");
  });

  test("a choice without tools is not sent, and a vendor's own tool is refused with a warning", () => {
    const vendor = { type: "provider" as const, id: "x.search" as const, name: "search", args: {} };
    const { body, warnings } = build({ tools: [vendor], toolChoice: { type: "auto" } });
    expect(body).not.toHaveProperty("tools");
    expect(body).not.toHaveProperty("tool_choice");
    expect(warnings).toHaveLength(1);
  });

  test("JSON is asked for with a schema where the server knows schemas", () => {
    const responseFormat = { type: "json" as const, schema: { type: "object" as const }, name: "thing" };
    expect(build({ responseFormat }).body.response_format).toEqual({
      type: "json_schema",
      json_schema: { name: "thing", schema: { type: "object" } },
    });
    const plain = build({ quirks: "deepseek", responseFormat });
    expect(plain.body.response_format).toEqual({ type: "json_object" });
    expect(plain.warnings).toHaveLength(1);
  });
});

describe("messages", () => {
  test("a whole tool exchange keeps ids, arguments and every kind of result", () => {
    const outputs = [
      { type: "text", value: "sunny" },
      { type: "json", value: { t: 21 } },
      { type: "error-text", value: "failed" },
      { type: "execution-denied", reason: "not now" },
      { type: "content", value: [{ type: "text", text: "a" }] },
    ] as const;
    const { body } = build({
      prompt: [
        { role: "system", content: "be brief" },
        {
          role: "assistant",
          content: [
            { type: "reasoning", text: "hm" },
            { type: "text", text: "looking" },
            { type: "tool-call", toolCallId: "1", toolName: "f", input: { q: 1 } },
          ],
        },
        {
          role: "tool",
          content: outputs.map((output, i) => ({
            type: "tool-result",
            toolCallId: `${i}`,
            toolName: "f",
            output: output.type === "content" ? { type: "content", value: [...output.value] } : output,
          })),
        },
      ],
    });
    expect(body.messages[1]).toEqual({
      role: "assistant",
      content: "looking",
      tool_calls: [{ id: "1", type: "function", function: { name: "f", arguments: '{"q":1}' } }],
    });
    const results = body.messages.slice(2).map((message: { content: string }) => message.content);
    expect(results).toEqual(["sunny", '{"t":21}', "failed", "not now", "a"]);
  });

  test("DeepSeek gets its reasoning back beside its tool calls", () => {
    const content = [
      { type: "reasoning" as const, text: "hm" },
      { type: "tool-call" as const, toolCallId: "1", toolName: "f", input: {} },
    ];
    const prompt = [{ role: "assistant" as const, content }];
    expect(build({ quirks: "deepseek", prompt }).body.messages[0].reasoning_content).toBe("hm");
    expect(build({ prompt }).body.messages[0]).not.toHaveProperty("reasoning_content");
  });

  test("images go as address, as bytes or as base64, with the type read from the bytes when it is open", () => {
    const part = (prompt: LanguageModelV4CallOptions["prompt"]) =>
      build({ prompt }).body.messages[0].content[1];
    expect(part(image({ type: "url", url: new URL("https://x.example/a.png") }))).toEqual({
      type: "image_url",
      image_url: { url: "https://x.example/a.png" },
    });
    const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]);
    expect(part(image({ type: "data", data: png }, "image/*")).image_url.url).toBe(
      "data:image/png;base64,iVBORw0K",
    );
    expect(part(image({ type: "data", data: "R0lGODlh" }, "image")).image_url.url).toMatch(
      /^data:image\/gif/,
    );
  });

  test("text files go as text, PDF and audio in their own parts", () => {
    const part = (...args: Parameters<typeof image>) =>
      build({ prompt: image(...args) }).body.messages[0].content[1];
    expect(part({ type: "text", text: "hi" }, "text/plain")).toEqual({ type: "text", text: "hi" });
    expect(part({ type: "data", data: "aGk=" }, "text/csv")).toEqual({ type: "text", text: "hi" });
    expect(part({ type: "data", data: "aGk=" }, "application/pdf")).toMatchObject({ type: "file" });
    expect(part({ type: "data", data: "aGk=" }, "audio/mpeg")).toMatchObject({
      input_audio: { format: "mp3" },
    });
  });

  test("a file that the wire cannot carry is a bad request before anything is sent", () => {
    const prompt = image({ type: "data", data: "aGk=" }, "video/mp4");
    expect(() => build({ prompt })).toThrow(expect.objectContaining({ kind: "bad_request" }));
  });

  test("lone surrogates become replacement characters; NUL and special tokens stay as they are", () => {
    const { body } = build(userPrompt("a\ud800b\0<|endoftext|>"));
    expect(body.messages[0].content).toBe("a\ufffdb\0<|endoftext|>");
  });
});
