import { describe, expect, it } from "vitest";
import { chatCompletionRequest } from "./request-schema.ts";
import { toModelRequest } from "./to-model-request.ts";

const question = { role: "user", content: "Hello" };

function requestOf(body: Readonly<Record<string, unknown>>) {
  return toModelRequest(chatCompletionRequest.parse({ model: "sim/sim", messages: [question], ...body }));
}

function faultsOf(body: Readonly<Record<string, unknown>>): string[] {
  const parsed = chatCompletionRequest.safeParse({ model: "sim/sim", messages: [question], ...body });
  return parsed.success ? [] : parsed.error.issues.map((issue) => issue.path.join("."));
}

describe("a request in OpenAI's words", () => {
  it.each([
    [{ max_tokens: 5 }, { maxOutputTokens: 5 }],
    [{ max_tokens: 5, max_completion_tokens: 9 }, { maxOutputTokens: 9 }],
    [{ temperature: 0 }, { temperature: 0 }],
    [{ top_p: 0.5 }, { topP: 0.5 }],
    [{ presence_penalty: -1 }, { presencePenalty: -1 }],
    [{ frequency_penalty: 1 }, { frequencyPenalty: 1 }],
    [{ seed: 0 }, { seed: 0 }],
    [{ stop: "END" }, { stopSequences: ["END"] }],
    [{ stop: ["A", "B"] }, { stopSequences: ["A", "B"] }],
    [{ reasoning_effort: "high" }, { reasoning: "high" }],
    [{ tool_choice: "required" }, { toolChoice: { type: "required" } }],
    [
      { tool_choice: { type: "function", function: { name: "f" } } },
      { toolChoice: { type: "tool", toolName: "f" } },
    ],
    [{ response_format: { type: "json_object" } }, { responseFormat: { type: "json" } }],
    [
      { response_format: { type: "json_schema", json_schema: { name: "n", schema: { type: "object" } } } },
      { responseFormat: { type: "json", name: "n", schema: { type: "object" } } },
    ],
  ])("%j means %j", (said, meant) => {
    const { prompt, ...rest } = requestOf(said);
    expect(prompt).toHaveLength(1);
    expect(rest).toEqual(meant);
  });

  it.each([
    {
      temperature: null,
      top_p: null,
      stop: null,
      seed: null,
      max_tokens: null,
      stream_options: null,
      n: null,
    },
    { response_format: { type: "text" } },
    { user: "u", metadata: { a: "b" }, store: true, logit_bias: { 5: 1 }, service_tier: "auto", n: 1 },
  ])("passes over what changes nothing: %j", (body) => {
    expect(Object.keys(requestOf(body))).toEqual(["prompt"]);
  });

  it.each([
    ["messages", { messages: [] }],
    ["messages", { messages: "Hello" }],
    ["messages.0.role", { messages: [{ role: "robot", content: "x" }] }],
    ["messages.0.content", { messages: [{ role: "user", content: 5 }] }],
    ["messages.0.content", { messages: [{ role: "user", content: [] }] }],
    ["model", { model: "" }],
    ["model", { model: 7 }],
    ["temperature", { temperature: 2.1 }],
    ["max_tokens", { max_tokens: 0 }],
    ["max_tokens", { max_tokens: 1.5 }],
    ["n", { n: 2 }],
    ["stop", { stop: [1] }],
    ["stream", { stream: "yes" }],
    ["tools.0.function.name", { tools: [{ type: "function", function: { name: "has space" } }] }],
    ["tool_choice", { tool_choice: "maybe" }],
    ["reasoning_effort", { reasoning_effort: "extreme" }],
  ])("is refused with the place of the fault: %s", (path, body) => {
    expect(faultsOf(body)[0]).toBe(path);
  });
});

describe("messages", () => {
  it("of system and developer are both instructions", () => {
    const { prompt } = requestOf({
      messages: [
        { role: "system", content: "Be brief." },
        {
          role: "developer",
          content: [
            { type: "text", text: "Be " },
            { type: "text", text: "kind." },
          ],
        },
        question,
      ],
    });
    expect(prompt.slice(0, 2)).toEqual([
      { role: "system", content: "Be brief." },
      { role: "system", content: "Be kind." },
    ]);
  });

  it("of tools know the name of their call, which stands in an earlier message", () => {
    const call = (id: string, name: string, text: string) => ({ id, function: { name, arguments: text } });
    const { prompt } = requestOf({
      messages: [
        question,
        { role: "assistant", content: null, tool_calls: [call("c1", "look_up", '{"q":[1]}')] },
        { role: "tool", tool_call_id: "c1", content: "found" },
        { role: "tool", tool_call_id: "c9", content: "from nowhere" },
      ],
    });
    expect(prompt[1]).toEqual({
      role: "assistant",
      content: [{ type: "tool-call", toolCallId: "c1", toolName: "look_up", input: { q: [1] } }],
    });
    expect(prompt.slice(2)).toMatchObject([
      { role: "tool", content: [{ toolName: "look_up", output: { type: "text", value: "found" } }] },
      { role: "tool", content: [{ toolName: "unknown" }] },
    ]);
  });

  it.each(["{", "", "not json", '{"a":'])(
    "keep the broken arguments of a tool call as they were: %j",
    (text) => {
      const { prompt } = requestOf({
        messages: [
          question,
          { role: "assistant", tool_calls: [{ id: "c", function: { name: "f", arguments: text } }] },
        ],
      });
      expect(prompt[1]).toMatchObject({ content: [{ type: "tool-call", input: text }] });
    },
  );

  it("carry images as bytes or as an address, which we never open", () => {
    const image = (url: string) => ({ type: "image_url", image_url: { url } });
    const { prompt } = requestOf({
      messages: [
        {
          role: "user",
          content: [
            { type: "text", text: "What is this?" },
            image("data:image/webp;base64,UklGRg=="),
            image("https://example.com/a.png"),
          ],
        },
      ],
    });
    expect(prompt[0]?.content).toEqual([
      { type: "text", text: "What is this?" },
      { type: "file", mediaType: "image/webp", data: { type: "data", data: "UklGRg==" } },
      {
        type: "file",
        mediaType: "image/*",
        data: { type: "url", url: new URL("https://example.com/a.png") },
      },
    ]);
  });

  it.each([
    "file:///etc/passwd",
    "javascript:alert(1)",
    "ftp://example.com/a.png",
    "data:text/html;base64,PGI+",
    "data:image/png,raw",
    "picture.png",
    "",
  ])("carry no image from %j", (url) => {
    const content = [{ type: "image_url", image_url: { url } }];
    expect(faultsOf({ messages: [{ role: "user", content }] })).not.toEqual([]);
  });

  it("offer tools with an empty schema where they give none", () => {
    const { tools } = requestOf({
      tools: [
        { type: "function", function: { name: "now" } },
        {
          type: "function",
          function: { name: "add", description: "Adds", strict: true, parameters: { type: "object" } },
        },
      ],
    });
    expect(tools).toEqual([
      { type: "function", name: "now", inputSchema: { type: "object", properties: {} } },
      { type: "function", name: "add", description: "Adds", strict: true, inputSchema: { type: "object" } },
    ]);
  });
});
