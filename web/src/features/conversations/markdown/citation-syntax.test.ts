import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import Markdown from "react-markdown";
import remarkGfm from "remark-gfm";
import { expect, test } from "vitest";
import { citationPlugin, cite } from "./citation-syntax.ts";

const all = () => true;

function html(source: string, isCited: (number: number) => boolean = all): string {
  const remarkPlugins = [remarkGfm, citationPlugin(isCited)];
  return renderToStaticMarkup(createElement(Markdown, { remarkPlugins }, source));
}

test("a number in brackets becomes a chip that sticks to its word and its punctuation", () => {
  expect(html("Within 45 days [1], so.")).toBe(
    '<p>Within 45 <cite-group>days<cite-chip number="1">1</cite-chip>,</cite-group> so.</p>',
  );
});

test("chips in a row stay together", () => {
  expect(html("Returns[1][2].")).toBe(
    '<p><cite-group>Returns<cite-chip number="1">1</cite-chip><cite-chip number="2">2</cite-chip>.</cite-group></p>',
  );
});

test("numbers without a passage stay text", () => {
  expect(html("Take items[3] and [12].", (number) => number === 12)).toBe(
    '<p>Take items[3] <cite-group>and<cite-chip number="12">12</cite-chip>.</cite-group></p>',
  );
  expect(cite("none [0] here [1234]", all)).toEqual([{ type: "text", value: "none [0] here [1234]" }]);
});

test("code and links keep their text", () => {
  expect(html("`a[1]` and [x [1]](https://a.example)")).not.toContain("cite-chip");
});

test("chips work in tables, lists and emphasis", () => {
  expect(html("| a |\n| - |\n| refund [1] |")).toContain("<cite-group>refund<cite-chip");
  expect(html("- **bold** [2]")).toContain('</strong><cite-group><cite-chip number="2">');
});

test("nothing of the text is lost", () => {
  const text = "One [1] two [2][3], three [9]) [4] end";
  const flat = (nodes: ReturnType<typeof cite>): string =>
    nodes
      .map((node) =>
        node.data?.hName === "cite-chip"
          ? `[${flat(node.children ?? [])}]`
          : (node.value ?? flat(node.children ?? [])),
      )
      .join("");
  expect(flat(cite(text, all)).replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
});
