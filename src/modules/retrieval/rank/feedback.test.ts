import { describe, expect, it } from "vitest";
import { foundChunk, partlyOpen } from "../testing/partly-open.ts";
import { analyseChunk } from "./analyse-chunk.ts";
import { feedbackConcepts } from "./feedback.ts";
import { RANKING } from "./parameters.ts";

const filler = Array.from({ length: 60 }, (_, number) => `other page ${number} about nothing`);
const reader = partlyOpen([
  { name: "one", texts: ["ferry timetable departs", "ferry timetable quay", "walrus ferry", ...filler] },
]);

const passages = (...texts: string[]) =>
  texts.map((text, number) => {
    const chunk = foundChunk("one", number, text);
    return { chunk, analysed: analyseChunk(chunk), language: "en", score: 1 };
  });
const termsOf = async (...texts: string[]) =>
  (await feedbackConcepts(reader, passages(...texts), new Set(["ferry", "ferri"]), RANKING)).flatMap(
    ({ variants }) => variants.map(({ term }) => term),
  );

describe("what the best passages share", () => {
  it("widens the question by words that it does not have", async () => {
    expect(await termsOf("ferry timetable departs", "ferry timetable quay")).toEqual(["timet"]);
  });

  it("is nothing that only one of them says, no stop word and no number", async () => {
    expect(await termsOf("ferry walrus the 12", "ferry quay the 12")).toEqual([]);
  });

  it("is nothing that stands everywhere", async () => {
    expect(await termsOf("page timetable", "page timetable")).toEqual(["timet"]);
  });

  it("weighs less than the question itself", async () => {
    const concepts = await feedbackConcepts(reader, passages("timetable", "timetable"), new Set(), RANKING);
    expect(concepts.every(({ weight }) => weight > 0 && weight <= RANKING.feedbackWeight)).toBe(true);
  });

  it("of no passages is nothing", async () => {
    expect(await termsOf()).toEqual([]);
  });
});
