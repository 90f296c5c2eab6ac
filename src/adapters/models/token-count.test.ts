import { describe, expect, test } from "vitest";
import { countMessageTokens, countTokens, maxTokens, warmTokenCounter } from "./token-count.ts";

describe("countTokens", () => {
  test.each([
    ["", 0],
    ["hello world", 2],
    ["<|endoftext|>", 7],
    ["The quick brown fox jumps over the lazy dog.", 10],
    ["日本の首都は東京です。", 8],
    ["👨‍👩‍👧 family", 9],
  ])("%j has %i tokens of o200k_base", (text, tokens) => {
    expect(countTokens(text)).toBe(tokens);
  });

  test("counts NUL and lone surrogates without complaint", () => {
    expect(countTokens("a\0b")).toBeGreaterThan(0);
    expect(countTokens("\ud800")).toBeGreaterThan(0);
    expect(countTokens(`${"x".repeat(1023)}\ud83d\ude00`)).toBeLessThanOrEqual(
      countTokens("x".repeat(1023)) + 4,
    );
  });

  test("slicing adds less than two per cent to prose", () => {
    const sentence =
      "A paragraph of ordinary words goes on, and the count of its parts is nearly the count of the whole. ";
    const one = countTokens(sentence.repeat(9));
    const many = countTokens(sentence.repeat(900));
    expect(Math.abs(many - one * 100)).toBeLessThan(one * 2);
  });

  test("text that cannot be merged quickly is sampled, near the whole count", () => {
    let random = 1;
    const letter = (): string => {
      random = (random * 48_271) % 2_147_483_647;
      return String.fromCharCode(97 + (random % 26));
    };
    const junk = Array.from({ length: 60_000 }, letter).join("");
    const exact = Array.from({ length: 600 }, (_, i) => countTokens(junk.slice(i * 100, i * 100 + 100)));
    const sum = exact.reduce((a, b) => a + b, 0);
    expect(countTokens(junk)).toBeGreaterThan(sum * 0.95);
    expect(countTokens(junk)).toBeLessThan(sum * 1.05);
  });

  test("a megabyte of one letter is counted by ratio, the same every time", () => {
    const text = "a".repeat(1_000_000);
    expect(countTokens(text)).toBe(125_000);
    expect(countTokens(text)).toBe(countTokens(text));
  });

  test("maxTokens is never below the count", () => {
    for (const text of ["hello", "漢字", "👩‍👧", "\0\0", "a".repeat(5_000), "<|endoftext|>"]) {
      expect(maxTokens(text)).toBeGreaterThanOrEqual(countTokens(text));
    }
  });

  test("warming loads the vocabulary and may be repeated", () => {
    warmTokenCounter();
    warmTokenCounter();
    expect(countTokens("ok")).toBe(1);
  });
});

describe("countMessageTokens", () => {
  test("adds 3 for each message and 3 for the answer", () => {
    expect(countMessageTokens([])).toBe(3);
    const prompt = [
      { role: "system" as const, content: "hello world" },
      { role: "user" as const, content: [{ type: "text" as const, text: "hello world" }] },
    ];
    expect(countMessageTokens(prompt)).toBe(3 + 2 * (3 + 2));
  });

  test("counts images, files, tool calls, results and tool definitions", () => {
    const count = (part: Parameters<typeof countMessageTokens>[0][number]) => countMessageTokens([part]) - 6;
    const image = {
      type: "file" as const,
      mediaType: "image/png",
      data: { type: "data" as const, data: "aGk=" },
    };
    expect(count({ role: "user", content: [image] })).toBe(1_105);
    const pdf = {
      ...image,
      mediaType: "application/pdf",
      data: { type: "data" as const, data: new Uint8Array(120_000) },
    };
    expect(count({ role: "user", content: [pdf] })).toBe(9_000);
    const text = { ...image, mediaType: "text/plain", data: { type: "text" as const, text: "hello world" } };
    expect(count({ role: "user", content: [text] })).toBe(2);
    const call = { type: "tool-call" as const, toolCallId: "1", toolName: "f", input: { a: 1 } };
    expect(count({ role: "assistant", content: [call] })).toBeGreaterThan(8);
    const output = { type: "json" as const, value: { weather: "sunny" } };
    const result = { type: "tool-result" as const, toolCallId: "1", toolName: "f", output };
    expect(count({ role: "tool", content: [result] })).toBeGreaterThan(8);
    const tools = [{ type: "function", name: "f", inputSchema: { type: "object" } }];
    expect(countMessageTokens([], tools)).toBeGreaterThan(10);
  });

  test("ten thousand long messages are sampled, not counted one by one", () => {
    const message = {
      role: "user" as const,
      content: [{ type: "text" as const, text: "hello world ".repeat(100) }],
    };
    const tokens = countMessageTokens(Array.from({ length: 10_000 }, () => message));
    expect(tokens).toBeGreaterThan(1_900_000);
    expect(tokens).toBeLessThan(2_200_000);
  });
});
