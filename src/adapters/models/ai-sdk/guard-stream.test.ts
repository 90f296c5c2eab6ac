import type {
  LanguageModelV4FinishReason,
  LanguageModelV4StreamPart,
  LanguageModelV4Usage,
} from "@ai-sdk/provider";
import { describe, expect, test, vi } from "vitest";
import { ModelProviderError } from "../provider-error.ts";
import { readStream } from "../testing/read-stream.ts";
import { guardStream } from "./guard-stream.ts";

type Part = LanguageModelV4StreamPart;

const USAGE: LanguageModelV4Usage = {
  inputTokens: { total: 3, noCache: 3, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 1, text: 1, reasoning: 0 },
};
const NOTHING: LanguageModelV4Usage = {
  inputTokens: { total: undefined, noCache: undefined, cacheRead: undefined, cacheWrite: undefined },
  outputTokens: { total: undefined, text: undefined, reasoning: undefined },
};

const text: Part = { type: "text-delta", id: "0", delta: "hi" };
const finish = (unified: LanguageModelV4FinishReason["unified"], usage = USAGE): Part => ({
  type: "finish",
  usage,
  finishReason: { unified, raw: undefined },
});

function guard(parts: Part[], options: { signal?: AbortSignal; endsWith?: unknown } = {}) {
  const cancelled = vi.fn();
  const onEnd = vi.fn();
  let at = 0;
  const source = new ReadableStream<Part>(
    {
      pull(controller) {
        const part = parts[at++];
        if (part !== undefined) controller.enqueue(part);
        else if (options.endsWith === undefined) controller.close();
        else controller.error(options.endsWith);
      },
      cancel: cancelled,
    },
    { highWaterMark: 0 },
  );
  const failure = (error: unknown) =>
    new ModelProviderError("unavailable", { provider: "p", detail: String(error) });
  const stream = guardStream(source, { provider: "p", signal: options.signal, failure, onEnd });
  return { stream, cancelled, onEnd };
}

describe("guardStream", () => {
  test("passes a good answer on unchanged and says once that it has ended", async () => {
    const { stream, onEnd } = guard([text, finish("stop")]);
    expect((await readStream(stream)).parts).toEqual([text, finish("stop")]);
    expect(onEnd).toHaveBeenCalledTimes(1);
  });

  test("reads the source to its end after the finish, so that its connection is free", async () => {
    const late: Part = { type: "ping" };
    const { stream, cancelled } = guard([text, finish("stop"), late, late]);
    expect((await readStream(stream)).parts.at(-1)?.type).toBe("finish");
    expect(cancelled).not.toHaveBeenCalled();
  });

  test.each([
    ["interrupted", [text], "dropped"],
    ["error", [text], "dropped"],
    ["stop", [], "empty"],
    ["tool-calls", [], "empty"],
    ["content-filter", [], "content_filter"],
  ] as const)("a finish of %s after %j becomes an error", async (unified, before, kind) => {
    const { stream } = guard([...before, finish(unified)]);
    const { error, parts } = await readStream(stream);
    expect(error).toMatchObject({ kind, usage: USAGE });
    expect(parts.some(({ type }) => type === "finish")).toBe(false);
  });

  test.each([
    ["length", []],
    ["content-filter", [text]],
    ["tool-calls", [{ type: "tool-call", toolCallId: "1", toolName: "f", input: "{}" } satisfies Part]],
    ["other", [text]],
  ] as const)("a finish of %s is good with what came before it", async (unified, before) => {
    const { stream } = guard([...before, finish(unified)]);
    expect((await readStream(stream)).finish?.finishReason.unified).toBe(unified);
  });

  test("an error does not claim usage that was not reported", async () => {
    const { stream } = guard([finish("stop", NOTHING)]);
    expect((await readStream(stream)).error).toMatchObject({ usage: undefined });
  });

  test("stops at the first error part and cancels the source", async () => {
    const { stream, cancelled, onEnd } = guard([
      text,
      { type: "error", error: "first" },
      text,
      finish("stop"),
    ]);
    const { parts, error } = await readStream(stream);
    expect(error).toMatchObject({ detail: "first" });
    expect(parts).toHaveLength(2);
    expect(cancelled).toHaveBeenCalledTimes(1);
    expect(onEnd).toHaveBeenCalledTimes(1);
  });

  test("a source that throws ends in an error part, one that just ends was dropped", async () => {
    const thrown = guard([text], { endsWith: new Error("broke") });
    expect((await readStream(thrown.stream)).error).toMatchObject({ detail: "Error: broke" });
    const ended = guard([text]);
    expect((await readStream(ended.stream)).error).toMatchObject({ kind: "dropped" });
  });

  test("after an abort the stream fails with the signal's reason", async () => {
    const reason = new Error("left");
    const { stream } = guard([text], { signal: AbortSignal.abort(reason), endsWith: new Error("socket") });
    await expect(readStream(stream)).rejects.toBe(reason);
  });

  test("a reader that leaves cancels the source", async () => {
    const { stream, cancelled, onEnd } = guard([text, text, text]);
    await stream.cancel();
    expect(cancelled).toHaveBeenCalledTimes(1);
    expect(onEnd).toHaveBeenCalledTimes(1);
  });
});
