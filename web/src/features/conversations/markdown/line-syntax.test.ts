import { describe, expect, test } from "vitest";
import {
  fenceCloses,
  indentOf,
  interruptsParagraph,
  isHeading,
  itemContentIndent,
  mayBecomeClosing,
  openFence,
  startsListItem,
} from "./line-syntax.ts";

describe("fenced code", () => {
  test.each([
    ["```", "`", 3, ""],
    ["````md", "`", 4, "md"],
    ["~~~ Python title=x", "~", 3, "python"],
    ["   ```ts", "`", 3, "ts"],
    ["~~~ a`b", "~", 3, "a`b"],
  ])("%j opens", (line, character, length, language) => {
    expect(openFence(line)).toMatchObject({ character, length, language });
  });

  test.each(["``", "    ```", "``` a`b", "text ```", "~~", "``` `"])("%j does not open", (line) => {
    expect(openFence(line)).toBeUndefined();
  });

  const fence = openFence("````js");

  test.each([
    ["````", true],
    ["`````  ", true],
    ["   ````", true],
    ["```", false],
    ["~~~~", false],
    ["```` js", false],
    ["    ````", false],
  ])("%j closes one of four: %s", (line, closes) => {
    if (!fence) throw new Error("no fence");
    expect(fenceCloses(line, fence)).toBe(closes);
  });

  test.each([
    ["`", true],
    ["```", true],
    ["````", true],
    ["`````", false],
    ["`x", false],
    ["    `", false],
  ])("%j may still become its end: %s", (line, may) => {
    if (!fence) throw new Error("no fence");
    expect(mayBecomeClosing(line, fence)).toBe(may);
  });
});

describe("items of a list", () => {
  test.each(["- a", "* a", "+ a", "1. a", "12) a", "   - a", "-", "-\ta"])("%j is one", (line) => {
    expect(startsListItem(line)).toBe(true);
  });

  test.each(["-a", "1.a", "---", "* * *", "- - -", "    - a", "1234567890. a", "**bold** a"])(
    "%j is none",
    (line) => {
      expect(startsListItem(line)).toBe(false);
    },
  );

  test.each([
    ["- a", true],
    ["1. a", true],
    ["1) a", true],
    ["2. a", false],
    ["14. a", false],
    ["-", false],
    ["1. ", false],
  ])("%j may follow a paragraph without a blank line: %s", (line, may) => {
    expect(interruptsParagraph(line)).toBe(may);
  });

  test.each([
    ["- a", 2],
    ["10. a", 4],
    ["  -   a", 6],
    ["-     code", 2],
    ["-", 2],
    ["text", 0],
  ])("the content of %j begins at column %d", (line, column) => {
    expect(itemContentIndent(line)).toBe(column);
  });
});

test.each([
  ["# a", true],
  ["###### a", true],
  ["#", true],
  ["   ## a", true],
  ["####### a", false],
  ["#a", false],
  ["    # a", false],
])("%j is a heading: %s", (line, is) => {
  expect(isHeading(line)).toBe(is);
});

test.each([
  ["", 0],
  ["  a", 2],
  ["\ta", 4],
  [" \t a", 6],
  ["   ", 3],
])("the indent of %j is %d", (line, columns) => {
  expect(indentOf(line)).toBe(columns);
});
