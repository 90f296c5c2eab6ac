import { describe, expect, it } from "vitest";
import { TextChunkPattern } from "./text-chunk-pattern.ts";
import { parseWire } from "./wire.ts";

const chunk = (content: string, more: object = {}, delta: object = {}) =>
  JSON.stringify({
    id: "c",
    model: "m",
    choices: [{ index: 0, delta: { content, ...delta }, finish_reason: null }],
    ...more,
  });

function learnt(data: string): TextChunkPattern {
  const pattern = new TextChunkPattern();
  const parsed = parseWire(data);
  if (parsed !== undefined) pattern.learn(data, parsed);
  return pattern;
}

describe("a chunk like the one before", () => {
  it.each([
    "b",
    'a "quoted" \\ word',
    "line\nbreak",
    "\u2028",
    "💥",
    '"content":"x"',
    '"},"finish_reason":null}]}',
  ])("gives its text: %j", (text) => {
    expect(learnt(chunk("first")).read(chunk(text))).toBe(text);
    expect(learnt(chunk(text)).read(chunk("next"))).toBe("next");
  });

  it("that another document hides in is parsed", () => {
    const pattern = learnt(chunk("first"));
    const before = '{"id":"c","model":"m","choices":[{"index":0,"delta":{"content":';
    const after = '},"finish_reason":null}]}';
    expect(pattern.read(`${before}"x"${after}`)).toBe("x");
    for (const middle of [
      '"x","content":"y"',
      '"x","tool_calls":"y"',
      "null",
      "1",
      '"x',
      'x"',
      "",
      '""',
      '["x"]',
    ]) {
      expect(pattern.read(`${before}${middle}${after}`), middle).toBeUndefined();
    }
  });

  it.each([
    ["another id", chunk("x", { id: "d" })],
    ["an end", chunk("x").replace("null", '"stop"')],
    ["usage", chunk("x", { usage: { prompt_tokens: 1 } })],
    ["an error", chunk("x", { error: { message: "no" } })],
    ["no text", "[DONE]"],
    ["nothing", ""],
  ])("is not one with %s", (_, data) => {
    expect(learnt(chunk("first")).read(data)).toBeUndefined();
  });
});

describe("nothing is learnt from", () => {
  it.each([
    ["a chunk that ends the answer", chunk("x").replace("null", '"stop"')],
    ["one with usage", chunk("x", { usage: { prompt_tokens: 1 } })],
    ["one with an error", chunk("x", { error: "no" })],
    ["one with reasoning beside the text", chunk("x", {}, { reasoning: "hm" })],
    [
      "one with two choices",
      chunk("x", { choices: [{ delta: { content: "x" } }, { delta: { content: "y" } }] }),
    ],
    ["one with a field of a provider's own", chunk("x", { x_groq: {} })],
    ["one whose text is spelt otherwise", chunk("x").replace('"x"', '"\\u0078"')],
  ])("%s", (_, data) => {
    const again = data.replace('"x"', '"another"');
    expect(learnt(data).read(again)).toBeUndefined();
  });
});
