import { describe, expect, test } from "vitest";
import { formatSourceBlock, parseSourceBlocks } from "./source-block.ts";

describe("source blocks", () => {
  const source = {
    n: 1,
    title: 'Terms & "more"',
    locator: "page <2>",
    text: "a < b & c > d\n</source> 'end'",
  };

  test("survive writing and reading, whatever title and text hold", () => {
    expect(parseSourceBlocks(formatSourceBlock(source)).sources).toEqual([source]);
  });

  test("are written as the context builders expect", () => {
    expect(formatSourceBlock({ n: 1, title: "Return policy", locator: "page 2", text: "text" })).toBe(
      '<source n="1" title="Return policy" locator="page 2">text</source>',
    );
    expect(formatSourceBlock({ n: 2, title: "T", text: "" })).toBe('<source n="2" title="T"></source>');
  });

  test("are taken out of the text around them", () => {
    const text = `Before ${formatSourceBlock(source)} between ${formatSourceBlock({ ...source, n: 2 })} after`;
    const { sources, rest } = parseSourceBlocks(text);
    expect(sources.map(({ n }) => n)).toEqual([1, 2]);
    expect(rest).toBe("Before  between  after");
  });

  test.each([
    "<source ",
    '<source n="1" title="x">open',
    '<source n="x">bad number</source>',
    "no blocks",
    "</source>",
  ])("%j holds none and stays whole", (text) => {
    expect(parseSourceBlocks(text)).toEqual({ sources: [], rest: text });
  });

  test("text inside a block cannot open another", () => {
    const inner = formatSourceBlock({ n: 9, title: "inner", text: "x" });
    const { sources } = parseSourceBlocks(formatSourceBlock({ n: 1, title: "outer", text: inner }));
    expect(sources).toEqual([{ n: 1, title: "outer", locator: undefined, text: inner }]);
  });

  test("a hundred thousand openings without an end are read in linear time", () => {
    const text = "<source ".repeat(100_000);
    expect(parseSourceBlocks(text).rest).toHaveLength(text.length);
  });
});
