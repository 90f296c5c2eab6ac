import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import Markdown from "react-markdown";
import remarkGfm from "remark-gfm";
import { expect, test } from "vitest";
import { type Block, definitionsOf, splitBlocks } from "./split-blocks.ts";

const ANSWER = `# Returns

Wholesale customers may return **unopened** coffee
within 45 days [1].

| Case | They get |
| --- | --- |
| Sealed | Store credit [1] |
| Opened | 15% off |

Steps:
1. Write to us

   with the number of the order
2. Pack the bags
   - sealed
   - dry

     \`\`\`sh
     ship --bags 3

     done
     \`\`\`

3. Send them

> A quote
> of two lines

> Another quote

\`\`\`\`md
\`\`\`js
inner
\`\`\`

still code
\`\`\`\`
Right after the code.

    indented code

    goes on

- loose

- list
* other bullet
---
Title of a section
---

Last paragraph with a [link][policy] and ~~struck~~ text.

[policy]: https://example.com/policy
`;

function html(source: string): string {
  return renderToStaticMarkup(createElement(Markdown, { remarkPlugins: [remarkGfm] }, source))
    .replace(/\s*\n\s*/g, "\n")
    .trim();
}

function blockHtml(blocks: readonly Block[], definitions = ""): string {
  return blocks
    .map((block) => html(`${block.source}\n\n${definitions}`))
    .filter((rendered) => rendered !== "")
    .join("\n");
}

test("blocks rendered one by one are what the whole renders to", () => {
  expect(blockHtml(splitBlocks(ANSWER), definitionsOf(ANSWER))).toBe(html(ANSWER));
});

test("nothing but blank lines lies between blocks", () => {
  let at = 0;
  for (const block of splitBlocks(ANSWER)) {
    expect(ANSWER.slice(at, block.start).trim()).toBe("");
    expect(ANSWER.slice(block.start, block.start + block.source.length)).toBe(block.source);
    at = block.start + block.source.length;
  }
  expect(ANSWER.slice(at).trim()).toBe("");
});

test("an answer that grows by single characters ends in the same blocks as one that came whole", () => {
  let blocks: Block[] = [];
  for (let length = 1; length <= ANSWER.length; length += 1) {
    blocks = splitBlocks(ANSWER.slice(0, length), blocks);
    expect(blocks).toEqual(splitBlocks(ANSWER.slice(0, length)));
  }
  expect(blocks).toEqual(splitBlocks(ANSWER));
});

test("blocks that stand keep their identity while text is added", () => {
  const before = splitBlocks(ANSWER.slice(0, 600));
  const after = splitBlocks(ANSWER.slice(0, 640), before);
  for (const [index, block] of before.slice(0, -2).entries()) expect(after[index]).toBe(block);
});

test("fenced code is taken out with its language, also while it is open", () => {
  const [closed] = splitBlocks("```TypeScript title=x\nconst a = 1;\n\nconst b = 2;\n```");
  expect(closed).toMatchObject({
    kind: "code",
    language: "typescript",
    code: "const a = 1;\n\nconst b = 2;",
    open: false,
  });
  const [open] = splitBlocks("~~~py\nprint(1)\n");
  expect(open).toMatchObject({ kind: "code", language: "py", open: true });
});

test("a closing fence that is still arriving is not shown as code", () => {
  for (const tail of ["`", "``"]) {
    expect(splitBlocks(`\`\`\`js\na();\n${tail}`)[0]).toMatchObject({ code: "a();", open: true });
  }
  expect(splitBlocks("```js\na();\n```")[0]).toMatchObject({ code: "a();", open: false });
});

test("a long list is cut between items, never inside one, and goes on counting", () => {
  const list = Array.from(
    { length: 400 },
    (_, index) => `${index + 1}. Item number ${index + 1}\n   with a second line`,
  ).join("\n");
  const blocks = splitBlocks(list);
  expect(blocks.length).toBeGreaterThan(4);
  for (const block of blocks) expect(block.source).toMatch(/^\d+\. Item/);
  expect(blocks.map((block) => block.source).join("\n")).toBe(list);
});

test("definitions are found wherever they stand, footnotes and arrays are not definitions", () => {
  expect(definitionsOf("Text\n\n[a]: https://a.example\nmore\n\n  [b c]: <x> 'y'")).toBe(
    "[a]: https://a.example\n  [b c]: <x> 'y'",
  );
  expect(definitionsOf("[^1]: a note\nlist[1]: no")).toBe("");
});

test("only the end of a growing answer is scanned", () => {
  const long = "A paragraph of some words.\n\n".repeat(4_000);
  let blocks = splitBlocks(long);
  const first = blocks[0];
  blocks = splitBlocks(`${long}and more`, blocks);
  expect(blocks[0]).toBe(first);
  expect(blocks).toHaveLength(4_001);
});

test("empty and blank answers have no blocks", () => {
  expect(splitBlocks("")).toEqual([]);
  expect(splitBlocks(" \n\n\t\n")).toEqual([]);
});
