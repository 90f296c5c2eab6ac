import { describe, expect, it } from "vitest";
import { documentOf } from "../testing/documents.ts";
import type { Document } from "../types.ts";
import { failureWords, pagesWords, stateWords } from "./document-words.ts";
import { sizeText } from "./size-text.ts";

const words = (change: Partial<Document>) => stateWords(documentOf(change));

describe("the state of a document", () => {
  it.each([
    [{ state: "queued" }, "Waiting", null],
    [{ state: "reading", progress: { done: 14, total: 38 } }, "Reading, page 14 of 38", (14 / 38) * 100],
    [
      { state: "reading", kind: "audio", progress: { done: 7, total: 24 } },
      "Listening, 7 of 24",
      (7 / 24) * 100,
    ],
    [{ state: "reading", kind: null, progress: { done: 0, total: 0 } }, "Reading", null],
    [{ state: "splitting", progress: { done: 0, total: 1 } }, "Finding passages", 0],
    [{ state: "embedding", progress: { done: 9, total: 4 } }, "Preparing the search, 4 of 4", 100],
    [{ state: "ready" }, "Ready", null],
    [{ state: "cancelled" }, "Cancelled", null],
  ] as const)("%j reads as %s", (change, text, percent) => {
    expect(words(change)).toMatchObject({ text, percent });
  });

  it("names why it failed in words, also for a reason it does not know", () => {
    const failure = { code: "needs_ocr", message: "Its pages are pictures." };
    expect(words({ state: "failed", failure })).toMatchObject({ meaning: "error", text: "No text found" });
    expect(failureWords("something_new")).toBe("Not read");
    expect(failureWords(undefined)).toBe("Not read");
  });
});

it("counts pages, slides and sheets", () => {
  expect([
    pagesWords("pdf", 38),
    pagesWords("pptx", 1),
    pagesWords("xlsx", 3),
    pagesWords("text", null),
  ]).toEqual(["38 pages", "1 slide", "3 sheets", null]);
});

it("says sizes as file managers do", () => {
  expect([1, 912, 1_000, 412_345, 999_700, 4_130_000, 86_200_000, 2_500_000_000].map(sizeText)).toEqual([
    "1 byte",
    "912 bytes",
    "1 kB",
    "412 kB",
    "1.0 MB",
    "4.1 MB",
    "86.2 MB",
    "2.5 GB",
  ]);
});
