import { expect, test, vi } from "vitest";
import type { Message } from "../types.ts";
import { LiveAnswer, type LiveSource } from "./live-answer.ts";

const encoder = new TextEncoder();
const done: Message = {
  id: "a1",
  role: "assistant",
  status: "complete",
  text: "Hello there",
  attachments: [],
  citations: [],
  verdict: null,
  author: null,
  model: null,
  heldMicroPt: null,
  receipt: null,
  failure: null,
  continuesId: null,
  createdAt: "2026-11-20T10:00:00.000Z",
};

/** A stream that the test feeds by hand. */
function rig(more: Partial<LiveSource> = {}) {
  const bodies: ReadableStreamDefaultController<Uint8Array>[] = [];
  const asked: number[] = [];
  const source: LiveSource = {
    open: async (after) => {
      asked.push(after);
      return new ReadableStream({ start: (controller) => void bodies.push(controller) });
    },
    parse: (data) => JSON.parse(data),
    isFinal: () => false,
    wait: async () => {},
    online: async () => {},
    isOnline: () => true,
    onDone: vi.fn(),
    refetch: async () => false,
    ...more,
  };
  const say = (event: object) => bodies.at(-1)?.enqueue(encoder.encode(`data: ${JSON.stringify(event)}\n\n`));
  return { source, asked, bodies, say };
}

test("text that arrives is shown, the end is told once", async () => {
  const { source, say, bodies } = rig();
  const live = new LiveAnswer("Hel");
  live.follow(source);
  await vi.waitFor(() => expect(bodies).toHaveLength(1));
  say({ type: "text", offset: 3, text: "lo there" });
  await vi.waitFor(() => expect(live.state().text).toBe("Hello there"));
  say({ type: "done", message: done });
  await vi.waitFor(() => expect(source.onDone).toHaveBeenCalledExactlyOnceWith(done));
});

test("following twice opens one connection", async () => {
  const { source, asked } = rig();
  const live = new LiveAnswer("");
  live.follow(source);
  live.follow(source);
  await vi.waitFor(() => expect(asked).toEqual([0]));
  live.halt();
});

test("stop freezes the text at once, whatever still arrives", async () => {
  const { source, say, bodies } = rig();
  const live = new LiveAnswer("");
  live.follow(source);
  await vi.waitFor(() => expect(bodies).toHaveLength(1));
  say({ type: "text", offset: 0, text: "Hello" });
  await vi.waitFor(() => expect(live.state().text).toBe("Hello"));
  live.stop();
  live.catchUp("Hello there");
  expect(live.state()).toEqual({ text: "Hello", phase: "stopping" });
  expect(source.onDone).not.toHaveBeenCalled();
});

test("a stop that did not reach the server lets the answer go on from where it was", async () => {
  const { source, asked } = rig();
  const live = new LiveAnswer("Hello");
  live.follow(source);
  live.stop();
  live.resume();
  await vi.waitFor(() => expect(asked).toEqual([5, 5]));
  expect(live.state().phase).toBe("writing");
  live.halt();
});

test("when the stream is of no use the message is fetched, and followed again only if it is still written", async () => {
  const answers = [true, false];
  const { source, asked } = rig({
    open: async (after) => {
      asked.push(after);
      throw new Error("404");
    },
    isFinal: () => true,
    refetch: async () => answers.shift() ?? false,
  });
  const live = new LiveAnswer("");
  live.follow(source);
  await vi.waitFor(() => expect(answers).toEqual([]));
  expect(asked).toHaveLength(2);
});
