import { describe, expect, it } from "vitest";
import { titleFrom } from "./title.ts";

const LONGEST_SHOWN = 61;

describe("the title of a conversation", () => {
  it.each([
    ["what is our return policy? And for shops?", "What is our return policy"],
    ["**Bold** and `code` and _more_", "Bold and code and more"],
    ["# A heading\n\nand a line", "A heading and a line"],
    ["> quoted\ntext", "Quoted text"],
    ["Why does this fail?\n```js\nthrow 1;\n```", "Why does this fail"],
    ["```\nonly code\n```", "New conversation"],
    ["```\nnever closed", "New conversation"],
    [
      "See https://example.com/a/very/long/path?with=query please",
      "See example.com/a/very/long/path?w please",
    ],
    ["Go. Then stop at the harbour.", "Go. Then stop at the harbour"],
    ["Version 2.5 of the plan", "Version 2.5 of the plan"],
    ["", "New conversation"],
    ["  \n\t ", "New conversation"],
    ["***", "New conversation"],
    ["élan vital", "Élan vital"],
    ["日本語の質問です", "日本語の質問です"],
    ["🙂 hello there", "🙂 hello there"],
  ])("of %j is %j", (question, title) => {
    expect(titleFrom(question)).toBe(title);
  });

  it("is cut at a word, with a mark that there was more", () => {
    const title = titleFrom(
      "a question that goes on and on until it is far too long for any list of conversations",
    );
    expect(title).toMatch(/^A question that goes on .*\w…$/);
    expect(title.length).toBeLessThanOrEqual(LONGEST_SHOWN);
  });

  it("is cut inside a word that never ends", () => {
    expect(titleFrom("x".repeat(500))).toBe(`X${"x".repeat(59)}…`);
  });

  it.each([0, 1])("never cuts an emoji in two (offset %i)", (offset) => {
    expect(titleFrom("a".repeat(offset) + "🙂".repeat(80)).isWellFormed()).toBe(true);
  });

  it.each(["x", " ", "`", "```", "# ", "https://", "a. ", "🙂", "\n"])(
    "of a megabyte of %j is short all the same",
    (piece) => {
      const title = titleFrom(piece.repeat(Math.ceil(1_000_000 / piece.length)));
      expect(title).not.toBe("");
      expect(title.length).toBeLessThanOrEqual(LONGEST_SHOWN);
    },
  );
});
