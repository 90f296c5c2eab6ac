import { describe, expect, test } from "vitest";
import { EventTooLarge, MAX_EVENT_BYTES, SseParser } from "./sse-parser.ts";

function parse(...chunks: (string | Buffer)[]): string[] {
  const events: string[] = [];
  const parser = new SseParser((data) => events.push(data));
  for (const chunk of chunks) parser.push(Buffer.from(chunk));
  parser.end();
  return events;
}

describe("SseParser", () => {
  test("hands over the data of each event", () => {
    expect(parse("data: one\n\ndata: two\n\n")).toEqual(["one", "two"]);
  });

  test("gives the same events however the bytes are cut, inside characters and line ends too", () => {
    const bytes = Buffer.from(
      'data: {"a":"né 漢字 😀"}\r\n\r\n: note\n\nevent: x\ndata:two\ndata: three\n\ndata: [DONE]\n\n',
    );
    const whole = parse(bytes);
    expect(whole).toEqual(['{"a":"né 漢字 😀"}', "two\nthree", "[DONE]"]);
    for (let size = 1; size <= 7; size++) {
      const cut: Buffer[] = [];
      for (let at = 0; at < bytes.length; at += size) cut.push(bytes.subarray(at, at + size));
      expect(parse(...cut)).toEqual(whole);
    }
  });

  test("skips comments, event names, ids, retry hints and fields that only begin like data", () => {
    expect(parse(": ping\n\nid: 7\nretry: 100\nevent: delta\ndatabase: no\ndata: yes\n\n")).toEqual(["yes"]);
  });

  test("keeps a leading space after the first one, and an empty data line", () => {
    expect(parse("data:  two spaces\n\n", "data\n\n", "data:\n\n")).toEqual([" two spaces", "", ""]);
  });

  test("reads past a byte order mark", () => {
    expect(parse("\ufeffdata: one\n\n")).toEqual(["one"]);
  });

  test("hands over a last event whose blank line, or even line end, was never sent", () => {
    expect(parse("data: one\n\ndata: [DONE]")).toEqual(["one", "[DONE]"]);
    expect(parse("data: one\n")).toEqual(["one"]);
  });

  test("refuses an event above 4 MB, in one line or in many", () => {
    const parser = new SseParser(() => {});
    const piece = Buffer.alloc(1024 * 1024, "x");
    expect(() => {
      for (let sent = 0; sent <= MAX_EVENT_BYTES; sent += piece.length) parser.push(piece);
    }).toThrow(EventTooLarge);
    const lines = new SseParser(() => {});
    const line = Buffer.from(`data: ${"y".repeat(1024 * 1024)}\n`);
    expect(() => {
      for (let i = 0; i < 5; i++) lines.push(line);
    }).toThrow(EventTooLarge);
  });

  test("takes one megabyte sent byte by byte in linear time", () => {
    const events: string[] = [];
    const parser = new SseParser((data) => events.push(data));
    parser.push(Buffer.from("data: "));
    for (let i = 0; i < 100_000; i++) parser.push(Buffer.from("0123456789"));
    parser.push(Buffer.from("\n\n"));
    expect(events[0]).toHaveLength(1_000_000);
  });
});
