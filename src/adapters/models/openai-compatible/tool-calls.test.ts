import { describe, expect, test } from "vitest";
import { ChunkTranslator } from "./chunk-translator.ts";
import type { WireToolCall } from "./wire.ts";

function translate(fragments: WireToolCall[][], finishReason = "tool_calls"): unknown[] {
  const parts: unknown[] = [];
  const translator = new ChunkTranslator({ provider: "p", secrets: [], includeRawChunks: false }, (part) =>
    parts.push(part),
  );
  for (const tool_calls of fragments)
    translator.event(JSON.stringify({ choices: [{ delta: { tool_calls } }] }));
  translator.event(JSON.stringify({ choices: [{ delta: {}, finish_reason: finishReason }] }));
  translator.event("[DONE]");
  return parts;
}

const calls = (parts: unknown[]): unknown[] =>
  parts.filter(
    (part) => typeof part === "object" && part !== null && "type" in part && part.type === "tool-call",
  );

describe("streamed tool calls", () => {
  test("are put together from OpenAI's numbered fragments, also when two are interleaved", () => {
    const parts = translate([
      [{ index: 0, id: "a", function: { name: "one", arguments: "" } }],
      [{ index: 0, function: { arguments: '{"x"' } }],
      [{ index: 1, id: "b", function: { name: "two", arguments: '{"y":' } }],
      [{ index: 0, function: { arguments: ":1}" } }],
      [{ index: 1, function: { arguments: "2}" } }],
    ]);
    expect(calls(parts)).toEqual([
      { type: "tool-call", toolCallId: "a", toolName: "one", input: '{"x":1}' },
      { type: "tool-call", toolCallId: "b", toolName: "two", input: '{"y":2}' },
    ]);
    expect(parts).toContainEqual({ type: "tool-input-delta", id: "a", delta: ":1}" });
  });

  test("may come whole and all numbered 0 with ids that differ, as from some servers", () => {
    const parts = translate([
      [{ index: 0, id: "a", function: { name: "one", arguments: "{}" } }],
      [{ index: 0, id: "b", function: { name: "two", arguments: "{}" } }],
    ]);
    expect(calls(parts)).toHaveLength(2);
  });

  test("may come without numbers, and with arguments as an object", () => {
    const parts = translate([
      [
        { id: "a", function: { name: "one", arguments: { x: 1 } } },
        { id: "b", function: { name: "two", arguments: {} } },
      ],
    ]);
    expect(calls(parts)).toMatchObject([{ input: '{"x":1}' }, { toolName: "two", input: "{}" }]);
  });

  test("keep their id when every fragment repeats it", () => {
    const parts = translate([
      [{ index: 0, id: "a", function: { name: "one", arguments: '{"x' } }],
      [{ index: 0, id: "a", function: { name: "one", arguments: '":1}' } }],
    ]);
    expect(calls(parts)).toEqual([{ type: "tool-call", toolCallId: "a", toolName: "one", input: '{"x":1}' }]);
  });

  test("without an id get one of their own; without arguments, an empty object", () => {
    const [call] = calls(translate([[{ index: 0, function: { name: "one" } }]]));
    expect(call).toMatchObject({ toolName: "one", input: "{}", toolCallId: expect.stringMatching(/^call_/) });
  });

  test("that the output limit cut short are not handed over", () => {
    const parts = translate([[{ index: 0, id: "a", function: { name: "one", arguments: '{"x' } }]], "length");
    expect(calls(parts)).toEqual([]);
    expect(parts.at(-1)).toMatchObject({ type: "finish", finishReason: { unified: "length" } });
  });

  test('finish the turn as tool calls even when the server says "stop"', () => {
    const parts = translate([[{ index: 0, id: "a", function: { name: "one", arguments: "{}" } }]], "stop");
    expect(parts.at(-1)).toMatchObject({ finishReason: { unified: "tool-calls", raw: "stop" } });
  });

  test("without a name, or too many of them, are malformed", () => {
    expect(translate([[{ index: 0, function: { arguments: "{}" } }]]).at(-1)).toMatchObject({
      type: "error",
      error: { kind: "malformed" },
    });
    const flood = Array.from({ length: 129 }, (_, index) => ({
      index,
      id: `${index}`,
      function: { name: "f" },
    }));
    expect(translate([flood]).at(-1)).toMatchObject({ error: { kind: "malformed" } });
  });
});
