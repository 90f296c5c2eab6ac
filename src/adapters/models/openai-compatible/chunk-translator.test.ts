import type { LanguageModelV4StreamPart } from "@ai-sdk/provider";
import { describe, expect, test } from "vitest";
import { ChunkTranslator } from "./chunk-translator.ts";

function translate(...events: (object | string)[]): LanguageModelV4StreamPart[] {
  const parts: LanguageModelV4StreamPart[] = [];
  const translator = new ChunkTranslator(
    { provider: "p", secrets: ["s3cret"], includeRawChunks: false },
    (part) => parts.push(part),
  );
  for (const event of events) translator.event(typeof event === "string" ? event : JSON.stringify(event));
  translator.close();
  return parts;
}

const delta = (fields: object) => ({ choices: [{ delta: fields }] });
const finish = (reason: string) => ({ choices: [{ delta: {}, finish_reason: reason }] });
const types = (parts: LanguageModelV4StreamPart[]): string[] => parts.map(({ type }) => type);

describe("ChunkTranslator", () => {
  test("opens and closes one block for text", () => {
    const parts = translate(
      delta({ role: "assistant", content: "" }),
      delta({ content: "a" }),
      delta({ content: "b" }),
      finish("stop"),
    );
    expect(types(parts)).toEqual([
      "response-metadata",
      "text-start",
      "text-delta",
      "text-delta",
      "text-end",
      "finish",
    ]);
  });

  test("keeps reasoning apart from text, by either of its names, in one delta or several", () => {
    const parts = translate(
      delta({ reasoning_content: "hm" }),
      delta({ reasoning: "mm", content: "a" }),
      finish("stop"),
    );
    expect(types(parts).slice(1)).toEqual([
      "reasoning-start",
      "reasoning-delta",
      "reasoning-delta",
      "reasoning-end",
      "text-start",
      "text-delta",
      "text-end",
      "finish",
    ]);
  });

  test("reads content sent as a list of parts", () => {
    const content = [
      { type: "thinking", thinking: [{ type: "text", text: "hm" }] },
      { type: "text", text: "yes" },
    ];
    const parts = translate(delta({ content }), finish("stop"));
    expect(parts).toContainEqual({ type: "reasoning-delta", id: "0", delta: "hm" });
    expect(parts).toContainEqual({ type: "text-delta", id: "1", delta: "yes" });
  });

  test("hands over the model, id and time of the answer once", () => {
    const parts = translate(
      { id: "x", model: "m", created: 1_700_000_000, ...delta({ content: "a" }) },
      finish("stop"),
    );
    expect(parts[0]).toEqual({
      type: "response-metadata",
      id: "x",
      modelId: "m",
      timestamp: new Date(1_700_000_000_000),
    });
  });

  test("shows a refusal as text", () => {
    expect(translate(delta({ refusal: "I cannot" }), finish("stop"))).toContainEqual({
      type: "text-delta",
      id: "0",
      delta: "I cannot",
    });
  });

  test.each([
    ["stop", "stop"],
    ["length", "length"],
    ["content_filter", "content-filter"],
    ["tool_calls", "tool-calls"],
    ["banana", "other"],
  ])("finish reason %s becomes %s", (raw, unified) => {
    const parts = translate(delta({ content: "a" }), finish(raw));
    expect(parts.at(-1)).toMatchObject({ type: "finish", finishReason: { raw, unified } });
  });

  test("finishes at the end of the body when [DONE] is missing but the reason is known", () => {
    expect(translate(delta({ content: "a" }), finish("stop")).at(-1)?.type).toBe("finish");
  });

  test.each([
    ["a body that ends without a finish reason", "dropped", [delta({ content: "a" })]],
    ["no content at all", "empty", [finish("stop"), "[DONE]"]],
    ["reasoning without an answer", "empty", [delta({ reasoning: "hm" }), finish("stop"), "[DONE]"]],
    ["an answer filtered whole", "content_filter", [finish("content_filter"), "[DONE]"]],
    ["a frame that is not JSON", "malformed", [delta({ content: "a" }), "{oops"]],
    ["a frame that is JSON but no object", "malformed", ["42"]],
    ["OpenAI's error event", "unavailable", [{ error: { message: "boom", type: "server_error" } }]],
    [
      "an error event about the rate",
      "rate_limited",
      [{ error: { message: "slow", type: "rate_limit_error" } }],
    ],
    ["OpenRouter's error with a numeric code", "rate_limited", [{ error: { message: "x", code: 429 } }]],
    ["vLLM's bare error", "bad_request", [{ object: "error", message: "x", code: 400 }]],
    ["Groq's error", "bad_request", [{ x_groq: { error: { message: "x", type: "invalid_request_error" } } }]],
    [
      "an error about length",
      "context_too_long",
      [{ error: { message: "x", type: "invalid_request_error", code: "context_length_exceeded" } }],
    ],
  ])("%s ends in one error of kind %s", (_, kind, events) => {
    const parts = translate(...events);
    expect(parts.at(-1)).toMatchObject({ type: "error", error: { kind } });
    expect(types(parts).filter((type) => type === "error" || type === "finish")).toHaveLength(1);
  });

  test("reaching the output limit before the first word is a finish, not an empty answer", () => {
    expect(translate(finish("length")).at(-1)).toMatchObject({
      type: "finish",
      finishReason: { unified: "length" },
    });
  });

  test("ignores whatever follows the end", () => {
    const parts = translate(
      delta({ content: "a" }),
      finish("stop"),
      "[DONE]",
      delta({ content: "b" }),
      "{bad",
    );
    expect(parts.at(-1)?.type).toBe("finish");
  });

  test("keeps the key out of the error's detail", () => {
    const parts = translate({ error: { message: "bad key s3cret" } });
    expect(JSON.stringify(parts.at(-1))).not.toContain("s3cret");
  });
});
