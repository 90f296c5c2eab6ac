import type { LanguageModelV4CallOptions } from "@ai-sdk/provider";
import { describe, expect, test } from "vitest";
import { readStream, userPrompt } from "../testing/read-stream.ts";
import { countTokens } from "../token-count.ts";
import { createLocalProvider } from "./create-local-provider.ts";

const model = createLocalProvider({ paceMs: 0 }).languageModel("local");

const LONG = `Summarise in 3 sentences: ${"The harbour is old. It was built by monks in 1204. Ships still call there every week. ".repeat(4)}`;

async function stream(call: LanguageModelV4CallOptions) {
  return readStream((await model.doStream(call)).stream);
}

describe("parley/local as a V4 model", () => {
  test("streams word by word what it would say at once", async () => {
    const whole = await model.doGenerate(userPrompt(LONG));
    const { text, parts, finish } = await stream(userPrompt(LONG));
    expect(whole.content).toEqual([{ type: "text", text }]);
    const deltas = parts.filter(({ type }) => type === "text-delta");
    expect(deltas.length).toBeGreaterThan(10);
    expect(parts.map(({ type }) => type).filter((type) => type !== "text-delta")).toEqual([
      "stream-start",
      "text-start",
      "text-end",
      "finish",
    ]);
    expect(finish?.usage).toEqual(whole.usage);
  });

  test("gives the same answer every time", async () => {
    const answers = await Promise.all([1, 2, 3].map(() => stream(userPrompt(LONG))));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });

  test("reports tokens counted by the tokenizer, none of them cached or reasoned", async () => {
    const { text, finish } = await stream(userPrompt("hi"));
    const output = finish?.usage.outputTokens.total ?? 0;
    expect(Math.abs(output - countTokens(text))).toBeLessThanOrEqual(3);
    expect(finish?.usage).toMatchObject({
      inputTokens: { total: 7, noCache: 7, cacheRead: 0, cacheWrite: 0 },
      outputTokens: { text: output, reasoning: 0 },
    });
  });

  test.each([0, 1, 5, 20])(
    "never exceeds %i output tokens, and says that the limit stopped it",
    async (maxOutputTokens) => {
      const { text, finish } = await stream({ ...userPrompt(LONG), maxOutputTokens });
      expect(countTokens(text)).toBeLessThanOrEqual(maxOutputTokens);
      expect(finish?.finishReason.unified).toBe("length");
    },
  );

  test("stops before a stop sequence", async () => {
    const { text, finish } = await stream({ ...userPrompt("hi"), stopSequences: ["answer"] });
    expect(text).toBe("Hello. I can ");
    expect(finish?.finishReason.unified).toBe("stop");
  });

  test("hands out one word for each read, so a reader that stops costs nothing", async () => {
    const opened = await model.doStream(userPrompt(LONG));
    const reader = opened.stream.getReader();
    for (let i = 0; i < 3; i++) await reader.read();
    await reader.cancel();
    expect((await reader.read()).done).toBe(true);
  });

  test("an abort ends the stream with the signal's reason, also while it waits between words", async () => {
    const paced = createLocalProvider({ paceMs: 60_000 }).languageModel("local");
    const leave = new AbortController();
    const { stream: words } = await paced.doStream({ ...userPrompt("hi"), abortSignal: leave.signal });
    const reading = readStream(words);
    const reason = new Error("left");
    leave.abort(reason);
    await expect(reading).rejects.toBe(reason);
  });

  test("an already aborted call rejects", async () => {
    const call = { ...userPrompt("hi"), abortSignal: AbortSignal.abort(new Error("gone")) };
    await expect(model.doStream(call)).rejects.toThrow("gone");
    await expect(model.doGenerate(call)).rejects.toThrow("gone");
  });

  test("answers in JSON when JSON is asked for, and refuses a schema that it cannot fill", async () => {
    const { text } = await stream({ ...userPrompt("hi"), responseFormat: { type: "json" } });
    expect(JSON.parse(text)).toEqual({ answer: expect.stringMatching(/^Hello/) });
    const call = {
      ...userPrompt("hi"),
      responseFormat: { type: "json" as const, schema: { type: "object" as const } },
    };
    await expect(model.doStream(call)).rejects.toMatchObject({ kind: "bad_request" });
  });

  test("calls no tool that it is offered", async () => {
    const tools = [{ type: "function" as const, name: "f", inputSchema: { type: "object" as const } }];
    const { parts } = await stream({ ...userPrompt("call f"), tools });
    expect(parts.some(({ type }) => type === "tool-call")).toBe(false);
  });
});

describe("awkward input is answered in bounded work", () => {
  const repeat = (text: string, chars = 1_000_000): string => text.repeat(Math.ceil(chars / text.length));

  test.each([
    ["a megabyte of one letter", repeat("a")],
    ["a megabyte of NUL", repeat("\0")],
    ["lone surrogates", repeat("\ud800", 300_000)],
    ["special tokens", repeat("<|endoftext|>")],
    ["stops and spaces", repeat(". ")],
    ["question marks", repeat("? ")],
    ["blank lines", repeat("\n \n")],
    ["asterisks", repeat("*")],
    ["hashes after a heading", `# ${repeat("#")}x\n\nWhat is x?`],
    ["a space that does not end", `Hi.${repeat(" ")}x what?`],
    ["table pipes", repeat("|a|b|\n|-|-|\n")],
    ["comma-separated rows", `a,b,c\n${repeat("1,2,3\n")}\nWhat is b?`],
    ["unclosed sources", repeat('<source n="1" title="')],
    ["half an e-mail address", `list the e-mail addresses: ${repeat("a.")}@`],
    ["list items", `${repeat("- a b c\n")}\nList the items`],
    ["unspaced script", `${repeat("漢字仮名交文", 400_000)}？`],
    ["nothing", ""],
  ])("%s", async (_, text) => {
    const { text: answer, finish } = await stream(userPrompt(text));
    expect(finish).toBeDefined();
    expect(answer.length).toBeGreaterThan(0);
    expect(answer.length).toBeLessThan(20_000);
    expect(answer.isWellFormed()).toBe(true);
    expect(answer).not.toContain("\0");
  });

  test("ten thousand messages are answered from the newest", async () => {
    const prompt: LanguageModelV4CallOptions["prompt"] = Array.from({ length: 10_000 }, (__, i) => ({
      role: "user",
      content: [{ type: "text", text: `The ticket number ${i} belongs to me.` }],
    }));
    prompt.push({ role: "user", content: [{ type: "text", text: "What is the ticket number?" }] });
    expect((await stream({ prompt })).text).toContain("ticket number 99");
  });

  test("a question at the end of a text that is too long is still found", async () => {
    const text = `The lighthouse keeper is called Ada Brown.\n\n${repeat("Filler goes on and on here. ")}\n\nWho is the lighthouse keeper?`;
    expect((await stream(userPrompt(text))).text).toContain("Ada Brown");
  });
});
