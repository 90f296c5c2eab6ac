import type { Block, BlockKind } from "../../../modules/knowledge/ports.ts";
import { TableWriter } from "../table-writer.ts";
import { findTables } from "./find-tables.ts";
import { type Line, lineText, type PageLines } from "./page-lines.ts";
import type { TextStyle } from "./text-style.ts";

const ITEM = /^(?:[•◦▪‣●○■□*·]\s*|[–—-]\s+|\(?(?:\d{1,3}|[a-z])[.)]\s+)\S/;

interface Paragraph {
  readonly kind: BlockKind;
  readonly level: number | null;
  readonly lines: Line[];
}

/** Blocks of a page: lines become headings, paragraphs, items and code; aligned rows become tables. */
export function pageBlocks(page: PageLines, style: TextStyle): Block[] {
  const blocks: Block[] = [];
  const edges = edgesOf(page.lines);
  for (const stretch of findTables(page.lines)) {
    if (stretch.kind === "table") {
      const table = new TableWriter((block) => blocks.push(block), { page: page.number });
      for (const row of stretch.rows) table.row(row);
      continue;
    }
    let open: Paragraph | undefined;
    for (const line of stretch.lines) {
      const kind = kindOf(line, style);
      const before = open?.lines.at(-1);
      if (open && before && goesOn(open, before, line, kind, style, edges)) open.lines.push(line);
      else {
        if (open) blocks.push(blockOf(open, page.number));
        open = { ...kind, lines: [line] };
      }
    }
    if (open) blocks.push(blockOf(open, page.number));
  }
  return blocks;
}

interface LineKind {
  readonly kind: BlockKind;
  readonly level: number | null;
}

function kindOf(line: Line, style: TextStyle): LineKind {
  const level = style.headingLevel(line);
  if (level !== null) return { kind: "heading", level };
  if (line.mono) return { kind: "code", level: null };
  return { kind: ITEM.test(lineText(line)) ? "list-item" : "paragraph", level: null };
}

/** Whether `line` belongs to the paragraph that ends in `before`. */
function goesOn(
  open: Paragraph,
  before: Line,
  line: Line,
  { kind, level }: LineKind,
  style: TextStyle,
  edges: { readonly left: number; readonly right: number },
): boolean {
  const gap = before.y - line.y;
  const isClose = gap > -0.5 && gap <= style.pitch * 1.35 * line.size;
  const isSameSize = Math.abs(before.size - line.size) < 0.5;
  if (open.kind === "code" || kind === "code") {
    return open.kind === kind && gap > 0 && gap <= style.pitch * 2.4 * line.size;
  }
  if (kind === "heading" || open.kind === "heading") {
    return open.kind === kind && level === open.level && isSameSize && isClose;
  }
  if (kind === "list-item") return false;
  // A column's or a page's end parts a sentence: it goes on with a small letter.
  if (gap < -0.5) return isSameSize && !/[.!?:]$/.test(lineText(before)) && /^\p{Ll}/u.test(lineText(line));
  if (!isClose || !isSameSize) return false;
  const x = line.cells[0]?.x ?? 0;
  const beforeX = before.cells[0]?.x ?? 0;
  if (open.kind === "paragraph" && x - beforeX > line.size * 0.9) return false;
  // A list's item that ends, and text at the margin again.
  if (open.kind === "list-item" && open.lines.length > 1 && beforeX - x > line.size * 0.9) return false;
  const end = before.cells.at(-1)?.end ?? 0;
  const isShort = end < edges.right - (edges.right - edges.left) * 0.25;
  return !(isShort && /[.!?:]$/.test(lineText(before)));
}

function blockOf({ kind, level, lines }: Paragraph, page: number): Block {
  const text = kind === "code" ? codeText(lines) : proseText(lines);
  return { kind, text, page, ...(level !== null && { level }) };
}

/** Lines joined by spaces; a word that was parted at a line's end is whole again. */
function proseText(lines: readonly Line[]): string {
  let text = "";
  for (const line of lines) {
    const next = lineText(line);
    if (text === "") text = next;
    else if (/\p{L}-$/u.test(text) && /^\p{Ll}/u.test(next)) text = text.slice(0, -1) + next;
    else text += ` ${next}`;
  }
  return text.replaceAll("\u00ad ", "").replaceAll("\u00ad", "");
}

/** Lines kept, with their indentation in letters of the font. */
function codeText(lines: readonly Line[]): string {
  const left = Math.min(...lines.map((line) => line.cells[0]?.x ?? 0));
  return lines
    .map((line) => {
      const indent = Math.round(((line.cells[0]?.x ?? 0) - left) / (line.size * 0.6));
      return " ".repeat(Math.min(80, Math.max(0, indent))) + line.cells.map((cell) => cell.text).join("   ");
    })
    .join("\n");
}

function edgesOf(lines: readonly Line[]): { left: number; right: number } {
  let left = Number.POSITIVE_INFINITY;
  let right = 0;
  for (const line of lines) {
    left = Math.min(left, line.cells[0]?.x ?? left);
    right = Math.max(right, line.cells.at(-1)?.end ?? 0);
  }
  return { left: Math.min(left, right), right };
}
