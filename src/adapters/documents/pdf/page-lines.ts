import type { Pdf } from "./open-pdf.ts";

/** A stretch of a line without wide gaps: a line of prose is one cell, a table's row is several. */
export interface Cell {
  readonly x: number;
  readonly end: number;
  readonly text: string;
}

/** Lengths are in points, y grows upwards. */
export interface Line {
  readonly cells: readonly Cell[];
  readonly y: number;
  /** Font size of its longest stretch. */
  readonly size: number;
  /** Nothing but letters of one width. */
  readonly mono: boolean;
}

export interface PageLines {
  readonly number: number;
  readonly height: number;
  readonly lines: readonly Line[];
}

/** A gap of more than this share of the font size parts two cells; justified prose stays below. */
const CELL_GAP = 1.25;
const WORD_GAP = 0.13;
const MARK =
  /^(?:[•◦▪‣●○■□–—*·-]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]|(?:[A-Z]|\d{1,2})(?:\.\d{1,3}){1,4}\.?|\d{1,2})$/;

interface OpenLine {
  cells: { x: number; end: number; text: string }[];
  y: number;
  size: number;
  /** Characters of the longest stretch. */
  longest: number;
  mono: boolean;
  space: boolean;
}

/** The lines of a page in the order in which its content is written, which is the order of reading as a rule. */
export async function readPageLines(pdf: Pdf, number: number): Promise<PageLines> {
  const page = await pdf.getPage(number);
  try {
    const content = await page.getTextContent();
    const lines: OpenLine[] = [];
    for (const item of content.items) {
      if (!("str" in item)) continue;
      const [, , c = 0, d = 0, x = 0, y = 0] = item.transform.map(Number);
      const size = Math.hypot(c, d) || item.height || 1;
      const mono = content.styles[item.fontName]?.fontFamily === "monospace";
      const line = lines.at(-1);
      if (item.str.trim() === "") {
        if (line && item.str !== "") line.space = true;
        continue;
      }
      const last = line?.cells.at(-1);
      if (line && last && isSameLine(line, last, x, y, size)) {
        extend(line, last, item.str, x, x + item.width);
        line.mono &&= mono;
        if (item.str.length > line.longest) Object.assign(line, { size, longest: item.str.length });
      } else {
        lines.push({
          cells: [{ x, end: x + item.width, text: item.str }],
          y,
          size,
          longest: item.str.length,
          mono,
          space: false,
        });
      }
    }
    return { number, height: page.view[3] ?? 0, lines: lines.map(finish) };
  } finally {
    page.cleanup();
  }
}

function isSameLine(line: OpenLine, last: Cell, x: number, y: number, size: number): boolean {
  const larger = Math.max(size, line.size);
  return Math.abs(y - line.y) < larger * 0.45 && x > last.end - larger * 0.6;
}

function extend(
  line: OpenLine,
  last: { end: number; text: string },
  text: string,
  x: number,
  end: number,
): void {
  const gap = x - last.end;
  if (gap > line.size * CELL_GAP) {
    line.cells.push({ x, end, text });
  } else {
    const apart = (line.space || gap > line.size * WORD_GAP) && !/\s$/.test(last.text) && !/^\s/.test(text);
    last.text += apart ? ` ${text}` : text;
    last.end = Math.max(end, last.end);
  }
  line.space = false;
}

function finish(line: OpenLine): Line {
  const cells = line.cells
    .map((cell) => ({ ...cell, text: tidy(cell.text) }))
    .filter((cell) => cell.text !== "");
  const [first, second] = cells;
  // A bullet or a number stands apart from its text, but is no column.
  if (
    cells.length === 2 &&
    first &&
    second &&
    MARK.test(first.text) &&
    second.x - first.end < line.size * 5
  ) {
    cells.splice(0, 2, { x: first.x, end: second.end, text: `${first.text} ${second.text}` });
  }
  return { cells, y: line.y, size: line.size, mono: line.mono };
}

/** Dots that lead to a page's number say nothing. */
function tidy(text: string): string {
  return text
    .replace(/(?:\s?[.·…]){5,}\s?/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

export function lineText(line: Line): string {
  return line.cells.map((cell) => cell.text).join(" ");
}
