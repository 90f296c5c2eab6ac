import { describe, expect, test } from "vitest";
import { readStream } from "../testing/read-stream.ts";
import { countTokens } from "../token-count.ts";
import { speak, wordStream } from "./word-stream.ts";

describe("speak", () => {
  test.each([
    "",
    "one",
    "one two",
    "  leading",
    "trailing \n",
    "a\n\n- b\n- c [1]",
    "漢字".repeat(40),
    "😀".repeat(50),
  ])("loses nothing of %j", (text) => {
    expect(speak(text, undefined, []).words.join("")).toBe(text);
  });

  test("hands out long runs in pieces that keep characters whole", () => {
    const { words } = speak("😀".repeat(100), undefined, []);
    expect(words.length).toBeGreaterThan(2);
    expect(words.every((word) => word.isWellFormed())).toBe(true);
  });

  test.each([0, 1, 3, 7])("keeps within %i tokens", (limit) => {
    const { words, outputTokens, finishReason } = speak("The quick brown fox jumps over it", limit, []);
    expect(outputTokens).toBeLessThanOrEqual(limit);
    expect(countTokens(words.join(""))).toBe(outputTokens);
    expect(finishReason.unified).toBe(limit === 7 ? "stop" : "length");
  });

  test("ends before the first of several stop sequences; an empty one is none", () => {
    expect(speak("one two three four", undefined, ["four", "three", ""]).words.join("")).toBe("one two ");
    expect(speak("one two", undefined, ["zebra"]).words.join("")).toBe("one two");
  });
});

describe("wordStream", () => {
  const usage = {
    inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
    outputTokens: { total: 2, text: 2, reasoning: 0 },
  };
  const spoken = speak("one two", undefined, []);

  test("waits before each word, and hands the wait the caller's signal", async () => {
    const waits: unknown[] = [];
    const { signal } = new AbortController();
    const pause = async (given: unknown): Promise<void> => {
      waits.push(given);
    };
    const { text, finish } = await readStream(wordStream({ spoken, usage, signal, pause }));
    expect([text, finish?.usage]).toEqual(["one two", usage]);
    expect(waits).toEqual([signal, signal]);
  });

  test("does nothing until it is read", async () => {
    let asked = 0;
    const pause = async (): Promise<void> => {
      asked++;
    };
    const stream = wordStream({ spoken, usage, signal: undefined, pause });
    await Promise.resolve();
    expect(asked).toBe(0);
    await stream.cancel();
  });

  test("an answer of no words still begins, ends and reports", async () => {
    const none = speak("", undefined, []);
    const { parts } = await readStream(
      wordStream({ spoken: none, usage, signal: undefined, pause: undefined }),
    );
    expect(parts.map(({ type }) => type)).toEqual(["stream-start", "text-start", "text-end", "finish"]);
  });
});
