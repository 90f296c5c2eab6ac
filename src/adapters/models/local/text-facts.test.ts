import { describe, expect, test } from "vitest";
import { countIn, extractFrom } from "./text-facts.ts";

describe("countIn", () => {
  const text = "It's a well-known fact.\nCafé 😀 costs 3.50!\n\nEnd";

  test.each([
    ["words", 8],
    ["characters", 47],
    ["lines", 4],
    ["sentences", 3],
    ["paragraphs", 2],
  ] as const)("%s", (unit, expected) => {
    expect(countIn(text, unit)).toBe(expected);
  });

  test("an empty text has no words", () => {
    expect([countIn("", "words"), countIn("  \n ", "paragraphs"), countIn("", "sentences")]).toEqual([
      0, 0, 0,
    ]);
  });
});

describe("extractFrom", () => {
  test.each([
    [
      "e-mail addresses",
      "Write to a.b+c@acme-x.example, or to x@y.co. Not to @home or a@b.",
      ["a.b+c@acme-x.example", "x@y.co"],
    ],
    [
      "links",
      'See https://a.example/x?y=1#z, <http://b.example> and "https://c.example/q".',
      ["https://a.example/x?y=1#z", "http://b.example", "https://c.example/q"],
    ],
    [
      "phone numbers",
      "Call +49 30 123456 or (030) 1234-567; version 1.2.3, year 2027.",
      ["+49 30 123456", "(030) 1234-567"],
    ],
    [
      "dates",
      "2027-03-01, 1.3.2027, 3 March 2027, March 3rd, 2027, 5 Sept and May day.",
      ["2027-03-01", "1.3.2027", "3 March 2027", "March 3rd, 2027", "5 Sept"],
    ],
    [
      "amounts",
      "€4.90, $1,200, 12 euros, 7 USD and £5; 40 people.",
      ["€4.90", "$1,200", "12 euros", "7 USD", "£5"],
    ],
  ] as const)("%s", (what, text, expected) => {
    expect(extractFrom(text, what)).toEqual(expected);
  });

  test("names each thing once, and at most fifty", () => {
    expect(extractFrom("a@b.co a@b.co", "e-mail addresses")).toEqual(["a@b.co"]);
    const many = Array.from({ length: 80 }, (_, i) => `m${i}@b.co`).join(" ");
    expect(extractFrom(many, "e-mail addresses")).toHaveLength(50);
  });
});
