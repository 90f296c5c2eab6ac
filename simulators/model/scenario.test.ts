import { describe, expect, test } from "vitest";
import type { Scenario } from "./scenario.ts";
import { DEFAULT_SCENARIO, scenarioFor } from "./scenario.ts";

function from(sources: { header?: string; model?: string; text?: string }): Partial<Scenario> {
  const scenario = scenarioFor(DEFAULT_SCENARIO, {
    header: sources.header,
    model: sources.model ?? "sim",
    lastUserText: sources.text ?? "",
  });
  const changed = Object.entries(scenario).filter(([name, value]) =>
    Object.entries(DEFAULT_SCENARIO).every(([key, before]) => key !== name || before !== value),
  );
  return Object.fromEntries(changed);
}

describe("scenarioFor", () => {
  test.each([
    ["error-429", { status: 429 }],
    ["error=503", { status: 503 }],
    ["error-7", { status: 500 }],
    ["retry-after-9", { retryAfterSeconds: 9 }],
    ["slow-250", { slowMs: 250 }],
    ["slow", { slowMs: 1_000 }],
    ["slow=999999999", { slowMs: 600_000 }],
    ["stall-3", { stallAfter: 3 }],
    ["stall", { stallAfter: 0 }],
    ["drop=2", { dropAfter: 2 }],
    ["malformed-1", { malformedAfter: 1 }],
    ["stream-error-1", { errorAfter: 1 }],
    ["empty", { empty: true }],
    ["huge-frame", { hugeFrame: true }],
    ["cached-10", { cachedTokens: 10 }],
    ["reasoning-4", { reasoningTokens: 4 }],
    ["no-usage", { withoutUsage: true }],
    ["tokens-5", { tokens: 5 }],
    ["tokens-999999999", { tokens: 100_000 }],
    ["delay-0", { tokenDelayMs: 0 }],
    ["words", { text: "words" }],
  ])("%s means the same by header, model and message", (word, change) => {
    expect(from({ header: word })).toEqual(change);
    expect(from({ model: word })).toEqual(change);
    expect(from({ model: `sim-${word}` })).toEqual(change);
    expect(from({ text: `hello simulate:${word} there` })).toEqual(change);
  });

  test("several directives work together", () => {
    const expected = { tokens: 4, stallAfter: 2, cachedTokens: 1 };
    expect(from({ header: "tokens=4; stall=2, cached=1" })).toEqual(expected);
    expect(from({ model: "sim/tokens=4+stall=2+cached=1" })).toEqual(expected);
    expect(from({ text: "simulate:tokens=4,stall=2,cached=1" })).toEqual(expected);
  });

  test("the message outranks the model, the model the header", () => {
    expect(from({ header: "tokens-1", model: "tokens-2", text: "simulate:tokens-3" })).toEqual({ tokens: 3 });
    expect(from({ header: "tokens-1", model: "tokens-2" })).toEqual({ tokens: 2 });
  });

  test.each([
    "gpt-4o",
    "claude-3-5-sonnet",
    "constructor",
    "__proto__",
    "toString-5",
    "error-",
    "stall-x",
    "",
  ])("%j is just a model", (model) => {
    expect(from({ model })).toEqual({});
  });
});
