import { describe, expect, it } from "vitest";
import type { CallReceipt } from "../../models/index.ts";
import { collectAnswer } from "./collect-answer.ts";
import { ChunkWriter, completionOf, finishReasonOf, usageOf } from "./completion-wire.ts";

const head = { id: "chatcmpl-1", created: 1_795_000_000, model: 'sim/"odd\\,"choices":[name]' };
const write = new ChunkWriter(head);

function parsed(frame: string) {
  expect(frame.startsWith("data: ")).toBe(true);
  expect(frame.endsWith("\n\n")).toBe(true);
  expect(frame.trimEnd()).not.toContain("\n");
  return JSON.parse(frame.slice("data: ".length));
}

const receipt: CallReceipt = {
  model: "sim/sim",
  modelName: "Simulated",
  replayed: false,
  heldMicroPt: 100n,
  chargedMicroPt: 60n,
  returnedMicroPt: 40n,
  availableMicroPt: 900n,
  balanceMicroPt: 9_007_199_254_740_993n,
  tokens: { input: 5, cachedInput: 3, cacheWrite: 2, output: 7, reasoning: 4 },
  usageSource: "provider",
  priceVersion: "2026-11",
};

describe("a chunk on the wire", () => {
  it.each([
    ["the role", write.role(), { role: "assistant", content: "" }],
    ["text", write.text("Hi"), { content: "Hi" }],
    ["reasoning", write.reasoning("Hm"), { reasoning_content: "Hm" }],
    ["the end", write.finish("stop"), {}],
  ])("carries %s in a frame of its own, with the head of its answer", (_, frame, delta) => {
    const chunk = parsed(frame);
    expect(chunk).toMatchObject({ ...head, object: "chat.completion.chunk" });
    expect(chunk.choices).toMatchObject([{ index: 0, delta, logprobs: null }]);
    expect(chunk.choices[0].delta).toEqual(delta);
  });

  it("begins a tool call with its name and goes on with its arguments", () => {
    expect(parsed(write.toolStart(1, "call_1", "look_up")).choices[0].delta.tool_calls).toEqual([
      { index: 1, id: "call_1", type: "function", function: { name: "look_up", arguments: "" } },
    ]);
    expect(parsed(write.toolArguments(1, '{"q":"')).choices[0].delta.tool_calls).toEqual([
      { index: 1, function: { arguments: '{"q":"' } },
    ]);
  });

  it("carries usage without a choice, whatever the model is called", () => {
    expect(parsed(write.usage({ total_tokens: 3 }))).toMatchObject({
      ...head,
      choices: [],
      usage: { total_tokens: 3 },
    });
  });

  it.each([
    '"quoted"',
    "back\\slash",
    "line\nbreak\r\n\n",
    "data: [DONE]\n\n",
    "\u0000\u0007",
    "\u2028\u2029",
    "🙂",
    "}]}",
  ])("carries %j unharmed", (text) => {
    expect(parsed(write.text(text)).choices[0].delta.content).toBe(text);
    expect(parsed(write.toolArguments(0, text)).choices[0].delta.tool_calls[0].function.arguments).toBe(text);
  });

  it("carries the halves of an emoji in two frames, and they meet again", () => {
    const halves = [..."a🙂b".split("")];
    const joined = halves.map((half) => {
      // Over a socket, as bytes: a lone half must not become a replacement character on the way.
      const received = Buffer.from(write.text(half), "utf8").toString("utf8");
      return parsed(received).choices[0].delta.content;
    });
    expect(joined.join("")).toBe("a🙂b");
  });
});

describe("usage on the wire", () => {
  it("counts cached and reasoning tokens once, inside their totals", () => {
    expect(usageOf(receipt)).toMatchObject({
      prompt_tokens: 10,
      completion_tokens: 11,
      total_tokens: 21,
      prompt_tokens_details: { cached_tokens: 3 },
      completion_tokens_details: { reasoning_tokens: 4 },
    });
  });

  it("carries money as text, exact beyond what a JSON number holds", () => {
    expect(usageOf(receipt).parley).toMatchObject({
      held_micro_pt: "100",
      charged_micro_pt: "60",
      returned_micro_pt: "40",
      balance_micro_pt: "9007199254740993",
    });
  });
});

describe("an answer given whole", () => {
  it("collects reasoning, tool calls and the reason of its end", () => {
    const collected = collectAnswer();
    const finishReason = { unified: "tool-calls", raw: "tool_calls" } as const;
    collected.take({ type: "text-delta", id: "t", delta: "ignored here" });
    collected.take({ type: "reasoning-delta", id: "r", delta: "Let me " });
    collected.take({ type: "reasoning-delta", id: "r", delta: "see" });
    collected.take({ type: "tool-call", toolCallId: "c1", toolName: "look_up", input: '{"q":1}' });
    expect(collected.finishReason()).toBe("stop");
    const usage = {
      inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
      outputTokens: { total: 1, text: 1, reasoning: 0 },
    };
    collected.take({ type: "finish", finishReason, usage });
    expect(collected.finishReason()).toBe("tool_calls");
    expect(collected.rest()).toEqual({
      reasoning: "Let me see",
      toolCalls: [{ id: "c1", name: "look_up", arguments: '{"q":1}' }],
    });
  });

  it("has no content when it is tool calls alone, and an empty text otherwise", () => {
    const call = { id: "c1", name: "look_up", arguments: "{}" };
    const silent = completionOf(head, { text: "", reasoning: "", toolCalls: [call] }, "tool_calls", receipt);
    expect(silent.choices[0]?.message).toMatchObject({ content: null, tool_calls: [{ id: "c1" }] });
    const empty = completionOf(head, { text: "", reasoning: "", toolCalls: [] }, "stop", receipt);
    expect(empty.choices[0]?.message).toEqual({ role: "assistant", content: "", refusal: null });
  });

  it.each([
    ["stop", "stop"],
    ["length", "length"],
    ["tool-calls", "tool_calls"],
    ["content-filter", "content_filter"],
    ["error", "stop"],
    ["other", "stop"],
  ])("that ended by %s says %s", (unified, said) => {
    expect(finishReasonOf(unified)).toBe(said);
  });
});
