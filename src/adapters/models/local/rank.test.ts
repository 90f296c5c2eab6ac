import { describe, expect, test } from "vitest";
import type { QuestionKind } from "./question.ts";
import type { Passage, Query, Ranked } from "./rank.ts";
import { missingTerms, rank } from "./rank.ts";
import { segment } from "./segment.ts";
import { termsOf } from "./terms.ts";

function passage(text: string, fields: Partial<Passage> = {}): Passage {
  return { n: 1, name: "Source", units: segment(text), weight: 1, ...fields };
}

function query(question: string, kind: QuestionKind = "other", hints: string[] = []): Query {
  return { terms: new Set(termsOf(question)), hints: new Map(hints.map((hint) => [hint, 0.3])), kind };
}

const best = (ranked: Ranked[]): string | undefined => ranked[0]?.unit.text;

describe("rank", () => {
  test("prefers the unit that meets more of the question, and rarer words of it", () => {
    const text = "The blue boat is fast. The blue car is slow. The blue house is large. A zebra sleeps.";
    expect(best(rank([passage(text)], query("Which blue boat?")))).toBe("The blue boat is fast.");
    const [first] = rank([passage(text)], query("blue zebra"));
    expect(first?.unit.text).toBe("A zebra sleeps.");
    expect(first?.coverage).toBeGreaterThan(0.5);
  });

  test("coverage is 1 when every term is met, 0 results when none is", () => {
    const one = passage("The blue boat is fast.");
    expect(rank([one], query("blue boat"))[0]?.coverage).toBeCloseTo(1);
    expect(rank([one], query("green truck"))).toEqual([]);
    expect(rank([], query("blue boat"))).toEqual([]);
    expect(rank([one], query(""))).toEqual([]);
  });

  test("reads headings and the names of sources, at a discount, and says so", () => {
    const text = "# Opening hours\n\nMonday nine to five.\n\n# Prices\n\nTen euros.";
    const [first] = rank([passage(text)], query("opening hours"));
    expect([first?.unit.text, first?.isByHeading]).toEqual(["Monday nine to five.", true]);
    const named = rank([passage("Ten euros.", { name: "Boat rental" })], query("rental"));
    expect(named[0]?.isByHeading).toBe(true);
    expect(rank([passage("Ten euros.", { name: "Boat rental", n: undefined })], query("rental"))).toEqual([]);
  });

  test("words that begin alike count in part", () => {
    const ranked = rank([passage("Delivery takes a week. Payment is due.")], query("deliver"));
    expect(best(ranked)).toBe("Delivery takes a week.");
    expect(ranked[0]?.coverage).toBeLessThan(1);
  });

  test("raises what has the shape of an answer", () => {
    const text = "The ticket is blue and square. The ticket is sold for 12 euros.";
    expect(best(rank([passage(text)], query("ticket", "money")))).toBe("The ticket is sold for 12 euros.");
  });

  test("finds a phone number without a word of the question beside it", () => {
    const ranked = rank([passage("We are nice. Reach us at +49 30 123456.")], query("phone number", "phone"));
    expect(best(ranked)).toBe("Reach us at +49 30 123456.");
  });

  test("an answer beside the sentence that has the words is found through it", () => {
    const text = "The council discussed the harbour bridge. It will cost 4 million euros. Lunch was served.";
    const texts = rank([passage(text)], query("harbour bridge cost", "money")).map(({ unit }) => unit.text);
    expect(texts.slice(0, 2)).toContain("It will cost 4 million euros.");
    expect(texts).not.toContain("Lunch was served.");
  });

  test("hints raise the score and leave the coverage alone", () => {
    const one = passage("The boat is fast and has a price. The boat is red.");
    const plain = rank([one], query("boat"));
    const hinted = rank([one], query("boat", "other", ["pric"]));
    expect(best(hinted)).toContain("price");
    expect(hinted[0]?.coverage).toBeCloseTo(plain[0]?.coverage ?? 0);
  });

  test("less weighty passages come after equal ones", () => {
    const said = passage("The boat is red.", { n: undefined, weight: 0.7 });
    const source = passage("The boat is blue.");
    expect(best(rank([said, source], query("boat")))).toBe("The boat is blue.");
  });

  test("is the same every time", () => {
    const passages = [passage("One boat. Two boats. Three boats."), passage("Four boats. Five boats.")];
    expect(rank(passages, query("boat"))).toEqual(rank(passages, query("boat")));
  });
});

test("missingTerms names what no passage holds", () => {
  const missing = missingTerms([passage("We ship to France.")], new Set(termsOf("Do you ship to Norway")));
  expect([...missing]).toEqual(["norway"]);
});
