import { expect, test } from "vitest";
import type { Message } from "../types.ts";
import { type Chunk, chunkMessages } from "./chunk-messages.ts";

function message(number: number, text = `text ${number}`): Message {
  return {
    id: `0191-${(number * 2_654_435_761).toString(16).padStart(12, "0").slice(-12)}`,
    role: number % 2 ? "assistant" : "user",
    status: "complete",
    text,
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
}

const all = Array.from({ length: 2_000 }, (_, number) => message(number));
const flat = (chunks: readonly Chunk[]) => chunks.flatMap((chunk) => chunk.rows.map((row) => row.message));

test("chunks hold every message once and in order", () => {
  const chunks = chunkMessages(all, []);
  expect(flat(chunks)).toEqual(all);
  expect(chunks.length).toBeGreaterThan(50);
  expect(chunks.length).toBeLessThan(500);
});

test("messages put before or behind change only the chunks at the ends", () => {
  const middle = chunkMessages(all.slice(800, 1_200), []);
  const more = chunkMessages(all.slice(600, 1_400), middle);
  const kept = middle.filter((chunk) => more.includes(chunk));
  expect(middle.length - kept.length).toBeLessThanOrEqual(2);
  expect(flat(more)).toEqual(all.slice(600, 1_400));
});

test("a message that changes changes its own chunk alone", () => {
  const before = chunkMessages(all, []);
  const changed = all.with(1_001, message(1_001, "new"));
  const after = chunkMessages(changed, before);
  expect(after.filter((chunk, index) => chunk !== before[index])).toHaveLength(1);
});

test("every answer knows the question above it, across the borders too", () => {
  const rows = chunkMessages(all.slice(0, 6), []).flatMap((chunk) => chunk.rows);
  expect(rows.map((row) => row.question)).toEqual(["", "text 0", "", "text 2", "", "text 4"]);
});

test("longer texts are taken to be higher", () => {
  const [short] = chunkMessages([message(0), message(1)], []);
  const [long] = chunkMessages([message(0), message(1, "x".repeat(8_800))], []);
  expect((long?.height ?? 0) - (short?.height ?? 0)).toBe(99 * 24);
});

test("an empty conversation has no chunks", () => {
  expect(chunkMessages([], [])).toEqual([]);
});
