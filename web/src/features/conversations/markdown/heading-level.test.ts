import { expect, test } from "vitest";
import { pageLevel, topHeading } from "./heading-level.ts";
import { splitBlocks } from "./split-blocks.ts";

const top = (text: string) => topHeading(splitBlocks(text));

test("the highest heading counts, wherever it stands", () => {
  expect(top("### Three\n\ntext\n\n## Two\n\n#### Four")).toBe(2);
  expect(top("Title\n===\n\n## Two")).toBe(1);
  expect(top("no heading # here")).toBe(1);
});

test("comments in code are no headings", () => {
  expect(top("```sh\n# comment\n```\n\n### Three")).toBe(3);
});

test("the highest heading follows the title of the page, the others keep their distance", () => {
  expect([3, 4, 5, 6].map((level) => pageLevel(level, 3))).toEqual([2, 3, 4, 5]);
  expect(pageLevel(1, 1)).toBe(2);
  expect(pageLevel(6, 1)).toBe(6);
});
