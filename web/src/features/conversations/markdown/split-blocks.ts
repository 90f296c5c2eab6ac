import { openFence, startsListItem } from "./line-syntax.ts";
import { scanFence, scanList, scanParagraph } from "./scan-block.ts";

/** A piece of an answer that renders by itself. Fenced code is told apart, so that it needs no Markdown parser. */
export type Block = MarkdownBlock | CodeBlock;

export interface MarkdownBlock {
  readonly kind: "markdown";
  /** Where it begins in the answer, UTF-16 units. */
  readonly start: number;
  readonly source: string;
}

export interface CodeBlock {
  readonly kind: "code";
  readonly start: number;
  readonly source: string;
  readonly language: string;
  readonly code: string;
  /** The closing fence has not come yet. */
  readonly open: boolean;
}

/** Definitions of links, `[name]: address`: they work for the whole answer, wherever they stand. */
const DEFINITION = /^ {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*\S.*$/gm;

/**
 * Cuts Markdown into its top-level blocks (CommonMark 0.31, section 3), long lists also between items.
 * Blocks of `previous` that the new text leaves as they were keep their identity, so that a growing answer
 * is scanned and rendered only at its end.
 */
export function splitBlocks(text: string, previous: readonly Block[] = []): Block[] {
  const blocks = unchanged(text, previous);
  const last = blocks.at(-1);
  let at = last ? last.start + last.source.length : 0;
  while (at < text.length) {
    const block = nextBlock(text, at);
    if (!block) break;
    const known = previous[blocks.length];
    blocks.push(known?.start === block.start && same(known, block) ? known : block);
    at = block.start + block.source.length;
  }
  return blocks;
}

/** Link definitions of the whole answer, to be given to every block. */
export function definitionsOf(text: string): string {
  return text.includes("]:") ? (text.match(DEFINITION) ?? []).join("\n") : "";
}

/** The last two blocks may still change: a list goes on after a blank line, a number becomes an item. */
function unchanged(text: string, previous: readonly Block[]): Block[] {
  const kept = previous.slice(0, -2);
  const last = kept.at(-1);
  if (!last) return [];
  const end = last.start + last.source.length;
  const stands = kept.every((block) => text.startsWith(block.source, block.start));
  return stands && end <= text.length ? kept : [];
}

function same(one: Block, other: Block): boolean {
  return one.kind === other.kind && one.source === other.source && isOpen(one) === isOpen(other);
}

function isOpen(block: Block): boolean {
  return block.kind === "code" && block.open;
}

function nextBlock(text: string, from: number): Block | undefined {
  const start = skipBlankLines(text, from);
  if (start >= text.length) return undefined;
  const line = lineAt(text, start);
  const fence = openFence(line);
  if (fence) {
    const scanned = scanFence(text, start, fence);
    return { kind: "code", start, language: fence.language, ...scanned };
  }
  const end = startsListItem(line) ? scanList(text, start) : scanParagraph(text, start);
  return { kind: "markdown", start, source: text.slice(start, end) };
}

function skipBlankLines(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const line = lineAt(text, at);
    if (line.trim() !== "") return at;
    at += line.length + 1;
  }
  return text.length;
}

function lineAt(text: string, start: number): string {
  const end = text.indexOf("\n", start);
  return text.slice(start, end < 0 ? text.length : end);
}
