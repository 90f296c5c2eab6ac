import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { gfmTable } from "micromark-extension-gfm-table";
import type { Block } from "../../modules/knowledge/ports.ts";
import { htmlToBlocks } from "./html-blocks.ts";
import { TableWriter } from "./table-writer.ts";

type RootContent = ReturnType<typeof fromMarkdown>["children"][number];
type Table = Extract<RootContent, { type: "table" }>;

/** What all inline nodes have in common. */
interface InlineNode {
  readonly type: string;
  readonly value?: string;
  readonly alt?: string | null | undefined;
  readonly children?: readonly InlineNode[];
}

/** Quotations and lists within each other, on one line: the parser would take minutes. */
const DEEP_LINE = /^(?:\s*(?:>|[-*+]|\d{1,9}[.)])){40,}/m;
/** Marks of emphasis and links in one paragraph: pairing them takes quadratic time, half a second for these. */
const MOST_MARKS = 600;

/** Blocks of a piece of Markdown (CommonMark and tables); plain paragraphs where it is nested beyond reason. */
export function markdownBlocks(text: string): Block[] {
  if (DEEP_LINE.test(text) || isCrowded(text)) return plainBlocks(text);
  const blocks: Block[] = [];
  try {
    const root = fromMarkdown(text, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] });
    for (const node of root.children) addNode(node, "paragraph", (block) => blocks.push(block));
    return blocks;
  } catch (error) {
    if (error instanceof RangeError) return plainBlocks(text);
    throw error;
  }
}

function isCrowded(text: string): boolean {
  let marks = 0;
  let inCode = false;
  for (const line of text.split("\n")) {
    if (/^ {0,3}(?:```|~~~)/.test(line)) inCode = !inCode;
    if (inCode || /^(?:\s*$| {4}|\s*(?:[-+*]|\d{1,9}[.)])\s|\s*[|#])/.test(line)) marks = 0;
    marks += inCode ? 0 : (line.match(/[*_[\]!<]/g)?.length ?? 0);
    if (marks > MOST_MARKS) return true;
  }
  return false;
}

function plainBlocks(text: string): Block[] {
  return text.split(/\n\s*\n/).map((part) => ({ kind: "paragraph", text: part.trim() }));
}

function addNode(node: RootContent, kind: "paragraph" | "list-item", add: (block: Block) => void): void {
  switch (node.type) {
    case "heading":
      add({ kind: "heading", level: node.depth, text: inlineText(node) });
      return;
    case "paragraph":
      add({ kind, text: inlineText(node) });
      return;
    case "code":
      add({ kind: "code", text: node.value });
      return;
    case "html":
      for (const block of htmlToBlocks(node.value).blocks) add(block);
      return;
    case "table":
      addTable(node, add);
      return;
    case "blockquote":
      for (const child of node.children) addNode(child, kind, add);
      return;
    case "list":
      for (const item of node.children) {
        for (const [i, child] of item.children.entries())
          addNode(child, i === 0 ? "list-item" : "paragraph", add);
      }
  }
}

function addTable(table: Table, add: (block: Block) => void): void {
  const writer = new TableWriter(add, {});
  for (const [i, row] of table.children.entries()) writer.row(row.children.map(inlineText), i === 0);
}

function inlineText(node: InlineNode): string {
  // A line end of the source is a space to a reader; a hard break is a node of its own.
  if (node.type === "text" || node.type === "inlineCode") return node.value?.replaceAll("\n", " ") ?? "";
  if (node.type === "break") return "\n";
  if (node.type === "image" || node.type === "imageReference") return node.alt ?? "";
  return node.children?.map(inlineText).join("") ?? "";
}
