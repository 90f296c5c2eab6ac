import { expect, test } from "vitest";
import type { Citation, Message } from "../types.ts";
import { findSource, passagesOf, readSource } from "./source-place.ts";

const citation = (number: number, title = "Policy"): Citation => ({
  number,
  title,
  locator: null,
  text: `passage ${number}`,
  documentId: null,
  versionId: null,
  chunk: null,
  page: null,
});
const message: Message = {
  id: "m1",
  role: "assistant",
  status: "complete",
  text: "",
  attachments: [],
  citations: [citation(2), citation(1), citation(3, "Prices")],
  verdict: "answer",
  author: null,
  model: null,
  heldMicroPt: null,
  receipt: null,
  failure: null,
  continuesId: null,
  createdAt: "2026-11-20T10:00:00.000Z",
};

test("the address names a passage by answer and number", () => {
  expect(readSource({ source: 2, of: "m1" })).toEqual({ messageId: "m1", number: 2 });
  expect(readSource({ source: "2", of: "m1" })).toEqual({ messageId: "m1", number: 2 });
});

test("an address that names none, or nonsense, opens nothing", () => {
  for (const search of [
    {},
    { source: 0, of: "m1" },
    { source: 1.5, of: "m1" },
    { source: "x", of: "m1" },
    { source: 1 },
  ]) {
    expect(readSource(search)).toBeNull();
  }
  expect(findSource([message], { messageId: "m1", number: 9 })).toBeNull();
  expect(findSource([message], { messageId: "gone", number: 1 })).toBeNull();
  expect(findSource([message], null)).toBeNull();
});

test("the passage is found with its answer, and its document's other passages stand in order", () => {
  expect(findSource([message], { messageId: "m1", number: 2 })?.citation.text).toBe("passage 2");
  expect(passagesOf(message.citations, "Policy").map(({ number }) => number)).toEqual([1, 2]);
});
