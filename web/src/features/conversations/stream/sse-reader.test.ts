import { expect, test } from "vitest";
import { readServerEvents, type ServerEvent } from "./sse-reader.ts";

const encoder = new TextEncoder();

function bodyOf(chunks: readonly (string | Uint8Array)[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks)
        controller.enqueue(typeof chunk === "string" ? encoder.encode(chunk) : chunk);
      controller.close();
    },
  });
}

async function read(chunks: readonly (string | Uint8Array)[]): Promise<ServerEvent[]> {
  const events: ServerEvent[] = [];
  for await (const event of readServerEvents(bodyOf(chunks))) events.push(event);
  return events;
}

test("an event carries its name, its data and its id", async () => {
  expect(await read(['id: 12\nevent: text\ndata: {"a":1}\n\n'])).toEqual([
    { event: "text", data: '{"a":1}', id: "12" },
  ]);
});

test("lines of data are joined, comments and empty events are passed over", async () => {
  expect(await read([": heartbeat\n\n", "event: only-a-name\n\n", "data: one\ndata:two\n\n"])).toEqual([
    { event: "message", data: "one\ntwo", id: "" },
  ]);
});

test("every way of cutting a stream into chunks gives the same events, also inside a character", async () => {
  const bytes = encoder.encode(
    'id: 5\r\nevent: text\r\ndata: "é😀"\r\n\r\nevent: done\ndata: 2\n\nevent: text\rdata: 3\r\r\n',
  );
  const whole = await read([bytes]);
  expect(whole.map((event) => event.data)).toEqual(['"é😀"', "2", "3"]);
  for (let cut = 1; cut < bytes.length; cut += 1) {
    expect(await read([bytes.slice(0, cut), bytes.slice(cut)])).toEqual(whole);
  }
  expect(await read([...bytes].map((byte) => Uint8Array.of(byte)))).toEqual(whole);
});

test("an event that the connection cut short is dropped", async () => {
  expect(await read(["data: whole\n\ndata: ha"])).toEqual([{ event: "message", data: "whole", id: "" }]);
});

test("activity is reported for heartbeats too", async () => {
  let chunks = 0;
  for await (const _ of readServerEvents(bodyOf([": a\n\n", ": b\n\n"]), () => (chunks += 1)));
  expect(chunks).toBe(2);
});

test("the body is let go when the reader stops listening", async () => {
  let cancelled = false;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(encoder.encode("data: x\n\n")),
    cancel: () => {
      cancelled = true;
    },
  });
  for await (const _ of readServerEvents(body)) break;
  expect(cancelled).toBe(true);
});

test("an event without an end is refused instead of filling the memory", async () => {
  const chunk = encoder.encode("x".repeat(1_000_000));
  await expect(read(Array.from({ length: 9 }, () => chunk))).rejects.toThrow(RangeError);
});
