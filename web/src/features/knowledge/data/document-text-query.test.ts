import { expect, it } from "vitest";
import { chunkOf, documentOf } from "../testing/documents.ts";
import { CHUNKS_A_PAGE, placeAfter, placeBefore } from "./document-text-query.ts";

const page = (from: number, to: number, total: number) => ({
  document: documentOf(),
  chunks: Array.from({ length: to - from }, (_, index) => chunkOf(from + index)),
  total,
});

it("goes on where a page of the text ends, and ends with the text", () => {
  expect(placeAfter(page(0, 40, 90))).toEqual({ from: 40, limit: CHUNKS_A_PAGE });
  expect(placeAfter(page(50, 90, 90))).toBeNull();
  expect(placeAfter(page(0, 0, 0))).toBeNull();
});

it("goes back from where a page begins, never twice over the same passage", () => {
  expect(placeBefore(page(70, 90, 90))).toEqual({ from: 30, limit: 40 });
  expect(placeBefore(page(15, 55, 90))).toEqual({ from: 0, limit: 15 });
  expect(placeBefore(page(0, 40, 90))).toBeNull();
  expect(placeBefore(page(0, 0, 0))).toBeNull();
});
