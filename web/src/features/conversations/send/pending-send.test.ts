import { expect, test } from "vitest";
import { isInterrupted, type PendingSend, readPending } from "./pending-send.ts";

const pending: PendingSend = {
  text: "What about 120 kg?",
  attachments: [{ name: "a.txt", text: "x" }],
  idempotencyKey: "key-1",
  model: "parley/local",
  assistantId: "a1",
  conversationId: "c1",
  state: "sending",
  reason: null,
};
const kept = (more: object = {}) => JSON.stringify({ ...pending, tab: "tab-1", ...more });

test("a send that a reload cut short goes on with its key", () => {
  const read = readPending(kept(), "tab-1");
  expect(read).toEqual({ ...pending, state: "waiting" });
  expect(isInterrupted(read)).toBe(true);
});

test("a send that had failed waits for the person", () => {
  const read = readPending(kept({ state: "failed", reason: "No answer." }), "tab-1");
  expect(read).toMatchObject({ state: "failed", reason: "No answer." });
  expect(isInterrupted(read)).toBe(false);
});

test("another tab's send is left to that tab", () => {
  expect(readPending(kept(), "tab-2")).toBeNull();
});

test("anything that is not a whole send is passed over", () => {
  for (const json of [
    "",
    "{",
    "null",
    "[]",
    kept({ text: 5 }),
    JSON.stringify({ tab: "tab-1", text: "half" }),
  ]) {
    expect(readPending(json, "tab-1")).toBeNull();
  }
  expect(isInterrupted(null)).toBe(false);
});
