import { describe, expect, test } from "vitest";
import { segment } from "./segment.ts";
import { summarise } from "./summarise.ts";

const TEXT =
  "The tram line connects the station with the harbour. Trams run every ten minutes on the new tram line. Is it loud? " +
  "The station and the harbour get new stops on the line. A dog barked. The tram line connects the harbour with the station.";

const texts = (count: number, text = TEXT): string[] =>
  summarise(segment(text), count).map((unit) => unit.text);

describe("summarise", () => {
  test("picks what carries the vocabulary, in the order of the text", () => {
    expect(texts(2)).toEqual([
      "The tram line connects the station with the harbour.",
      expect.stringMatching(/new/),
    ]);
  });

  test("never says the same twice, so it may give fewer than asked for", () => {
    const all = texts(10);
    expect(all).not.toContain("The tram line connects the harbour with the station.");
    expect(all.length).toBeLessThan(6);
  });

  test("questions and very short sentences come last", () => {
    expect(texts(3)).not.toContain("Is it loud?");
    expect(texts(3)).not.toContain("A dog barked.");
  });

  test("of nothing there is nothing", () => {
    expect(texts(3, "")).toEqual([]);
  });

  test("a text of one sentence is its own summary", () => {
    expect(texts(3, "Only this one sentence stands here.")).toEqual(["Only this one sentence stands here."]);
  });
});
