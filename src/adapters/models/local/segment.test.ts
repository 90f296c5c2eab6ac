import { describe, expect, test } from "vitest";
import { segment } from "./segment.ts";
import { sentences } from "./sentences.ts";
import { termsOf } from "./terms.ts";

describe("sentences", () => {
  test.each([
    ["One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]],
    [
      "Dr. Smith met Mr. Jones at 3.30 p.m. on Monday. They left.",
      ["Dr. Smith met Mr. Jones at 3.30 p.m. on Monday.", "They left."],
    ],
    ['He said "Stop." Then he left.', ['He said "Stop."', "Then he left."]],
    ["It costs $4.50 a day. See e.g. the list.", ["It costs $4.50 a day.", "See e.g. the list."]],
    ["東京です。大阪です。", ["東京です。", "大阪です。"]],
  ])("%s", (text, expected) => {
    expect(sentences(text)).toEqual(expected);
  });
});

describe("segment", () => {
  test("keeps headings apart and remembers them", () => {
    const units = segment("# Title\n\nFirst one. Second one.\n\nHours:\n- Monday\n- Tuesday");
    expect(units.map(({ text, kind, heading }) => [text, kind, heading])).toEqual([
      ["First one.", "sentence", "Title"],
      ["Second one.", "sentence", "Title"],
      ["Monday", "item", "Hours"],
      ["Tuesday", "item", "Hours"],
    ]);
  });

  test("a lead-in ends with its list, a Markdown heading does not", () => {
    const units = segment("# Trip\n\nAgenda:\n- boat\n\n- train\n\nSee you there.");
    expect(units.map(({ text, heading }) => [text, heading])).toEqual([
      ["boat", "Agenda"],
      ["train", "Agenda"],
      ["See you there.", "Trip"],
    ]);
  });

  test("keeps the lines of code apart", () => {
    expect(segment("```\na    one\nb    two\n```\nAfter it.").map(({ text }) => text)).toEqual([
      "a one",
      "b two",
      "After it.",
    ]);
  });

  test("joins hard-wrapped lines into sentences", () => {
    const wrapped =
      "This sentence was wrapped by an editor at about sixty columns\nand goes on here. Then it ends.";
    expect(segment(wrapped).map(({ text }) => text)).toEqual([
      "This sentence was wrapped by an editor at about sixty columns and goes on here.",
      "Then it ends.",
    ]);
  });

  test("reads rows of Markdown, tab- and comma-separated tables with their column names", () => {
    expect(segment("| A | B |\n|---|---|\n| 1 | 2 |\n\nAfter it.").map(({ text }) => text)).toEqual([
      "A: 1; B: 2",
      "After it.",
    ]);
    expect(segment("A\tB\n1\t2\n3\t4").map(({ text }) => text)).toEqual(["A: 1; B: 2", "A: 3; B: 4"]);
    expect(segment('A,B,C\n1,"x, y",3').map(({ text }) => text)).toEqual(["A: 1; B: x, y; C: 3"]);
  });

  test("takes prose with commas for prose", () => {
    const units = segment("Apples, pears, plums are fruit.\nCarrots, leeks, peas are not.");
    expect(units.every(({ kind }) => kind === "sentence")).toBe(true);
  });

  test("is bounded in number and length of units", () => {
    const units = segment("word ".repeat(500_000));
    expect(units.length).toBeLessThanOrEqual(6_000);
    expect(Math.max(...units.map(({ text }) => text.length))).toBeLessThanOrEqual(700);
  });

  test("drops what has no words, and NUL", () => {
    expect(segment("...\n---\n\0\n***\nok\0ay")).toMatchObject([{ text: "okay" }]);
  });
});

describe("termsOf", () => {
  test.each([
    ["returned returns return returning", ["return", "return", "return", "return"]],
    ["policies policy", ["policy", "policy"]],
    ["shipping shipped ships", ["ship", "ship", "ship"]],
    ["prices price pricing", ["pric", "pric", "pric"]],
    ["The customer's café", ["customer", "cafe"]],
    ["boxes classes status", ["box", "class", "status"]],
    ["version 2.5.1 of 10:30", ["version", "2.5.1", "10:30"]],
    ["首都は", ["首都", "都は"]],
  ])("%s", (text, expected) => {
    expect(termsOf(text)).toEqual(expected);
  });
});
