import { describe, expect, test } from "vitest";
import { Citations, composeAnswer, saysTheSame } from "./compose-answer.ts";
import { kindOf } from "./question.ts";
import type { Passage } from "./rank.ts";
import { rank } from "./rank.ts";
import { segment } from "./segment.ts";
import { termsOf } from "./terms.ts";

function passage(n: number | undefined, text: string, name = "Source"): Passage {
  return { n, name, units: segment(text), weight: 1 };
}

function answer(question: string, ...passages: Passage[]) {
  const kind = kindOf(question);
  const ranked = rank(passages, { terms: new Set(termsOf(question)), hints: new Map(), kind });
  const citations = new Citations(passages);
  return { text: composeAnswer(ranked, kind, citations), legend: citations.legend() };
}

describe("composeAnswer", () => {
  test("joins good sentences of one paragraph in their order, under one citation", () => {
    const text = "Boats are rented by the hour. Rented boats come back by six. Lunch is served.";
    expect(answer("rented boats", passage(3, text)).text).toBe(
      "Boats are rented by the hour. Rented boats come back by six. [3]",
    );
  });

  test("keeps paragraphs and sources apart, each with its citation", () => {
    const { text } = answer(
      "boat",
      passage(1, "The boat is red.\n\nOur boat sank."),
      passage(2, "A boat floats."),
    );
    expect(text.split("\n\n").sort()).toEqual([
      "A boat floats. [2]",
      "Our boat sank. [1]",
      "The boat is red. [1]",
    ]);
  });

  test("says a thing once, though two sources have it", () => {
    const { text } = answer(
      "boat colour",
      passage(1, "The boat colour is red."),
      passage(2, "The boat colour is red!"),
    );
    expect(text).toBe("The boat colour is red. [1]");
  });

  test("leaves out what is much weaker than the best", () => {
    const { text } = answer(
      "harbour bridge toll",
      passage(1, "The harbour bridge toll is two euros.\n\nA harbour."),
    );
    expect(text).toBe("The harbour bridge toll is two euros. [1]");
  });

  test("quotes at most four units", () => {
    const many = Array.from(
      { length: 20 },
      (_, i) => `Boat ${"abcdefghijklmnopqrst"[i]}x${i} floats well.`,
    ).join(" ");
    expect(answer("boat", passage(1, many)).text.match(/floats/g)).toHaveLength(4);
  });

  test("shows a list under its heading when the heading is asked for, and cuts a long one", () => {
    const list = (count: number) =>
      `Toppings:\n${Array.from({ length: count }, (_, i) => `- item ${i}`).join("\n")}`;
    expect(answer("Which toppings are there?", passage(1, list(2))).text).toBe(
      "Toppings:\n\n- item 0\n- item 1 [1]",
    );
    const long = answer("Which toppings are there?", passage(1, list(30))).text;
    expect(long).toContain("- and 18 more [1]");
  });

  test("is empty when nothing was ranked", () => {
    expect(answer("zebra", passage(1, "A boat."))).toEqual({ text: "", legend: "" });
  });
});

describe("Citations", () => {
  test("passages without a number are numbered, with a line in the legend", () => {
    const { text, legend } = answer(
      "boat",
      passage(undefined, "A boat floats.", "lake.txt"),
      passage(undefined, "My boat is called Ada. It is red.", "your message"),
    );
    expect(text).toContain("[1]");
    expect(text).toContain("[2]");
    expect(legend).toContain('from your message: "My boat is called Ada."');
  });

  test("beside numbered sources what the person said is named in words, so that it poses as none of them", () => {
    const { text, legend } = answer(
      "boat",
      passage(4, "A boat floats."),
      passage(undefined, "My boat is called Ada. It is red.", "your message"),
    );
    expect(text).toContain("A boat floats. [4]");
    expect(text).toContain("My boat is called Ada. (from your message)");
    expect(legend).toBe("");
  });

  test("a long beginning is cut at a word", () => {
    const { legend } = answer("boat", passage(undefined, `My boat ${"sails ".repeat(40)}`, "your message"));
    expect(legend).toMatch(/^\[1\] from your message: "My boat (?:sails )+sails…"$/);
    expect(legend.length).toBeLessThan(130);
  });

  test("keeps one number for a passage however often it is cited", () => {
    const one = passage(undefined, "A boat.");
    const citations = new Citations([one]);
    expect([citations.mark(one), citations.mark(one)]).toEqual(["[1]", "[1]"]);
  });
});

test("two texts say the same when most words of the shorter are in the longer", () => {
  expect(saysTheSame("The boat is red.", "The red boat!")).toBe(true);
  expect(saysTheSame("The boat is red.", "The house is green.")).toBe(false);
  expect(saysTheSame("The small red boat costs 5 euros.", "The small red boat costs 6 euros.")).toBe(false);
});
