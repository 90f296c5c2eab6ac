import type { Block } from "../../../modules/knowledge/ports.ts";
import { cleaned, type DomElement, type DomNode, isElement, isText } from "./dom.ts";
import { isHidden } from "./visibility.ts";

const SEPARATOR = " | ";
const WIDEST = 200;

/** Rows of data, not a page laid out by a table: at least two columns and two rows, and no table within. */
export function isDataTable(table: DomElement): boolean {
  if (table.getAttribute("role") === "presentation" || table.querySelector("table") !== null) return false;
  let rows = 0;
  let wide = 0;
  for (const row of table.querySelectorAll("tr")) {
    rows += 1;
    if (cellsOf(row).length > 1) wide += 1;
    if (rows >= 2 && wide >= 2) return true;
  }
  return false;
}

/** A block for each row; cells that span rows are repeated in each, so that a row can be understood alone. */
export function tableRows(table: DomElement): Block[] {
  const blocks: Block[] = [];
  const caption = table.querySelector("caption");
  if (caption !== null) {
    const text = cellText(caption);
    if (text !== "") blocks.push({ kind: "caption", text });
  }
  let header: string | undefined;
  let spanning: { text: string; left: number }[] = [];
  for (const row of table.querySelectorAll("tr")) {
    if (isHidden(row)) continue;
    const own = cellsOf(row);
    const cells: string[] = [];
    const below: typeof spanning = [];
    for (
      let next = 0;
      (next < own.length || spanning[cells.length] !== undefined) && cells.length < WIDEST;
    ) {
      const from = spanning[cells.length];
      if (from !== undefined && from.left > 0) {
        below[cells.length] = { text: from.text, left: from.left - 1 };
        cells.push(from.text);
        continue;
      }
      const cell = own[next];
      if (cell === undefined) break;
      next += 1;
      const text = cellText(cell);
      const left = spanOf(cell, "rowspan") - 1;
      for (let column = spanOf(cell, "colspan"); column > 0 && cells.length < WIDEST; column -= 1) {
        if (left > 0) below[cells.length] = { text, left };
        // What spans columns stands once; the columns stay where they are.
        cells.push(column === spanOf(cell, "colspan") ? text : "");
      }
    }
    spanning = below;
    if (cells.every((cell) => cell === "")) continue;
    const text = cells.join(SEPARATOR);
    if (header === undefined && blocks.every(({ kind }) => kind === "caption") && isHeader(row, own))
      header = text;
    blocks.push(header === undefined ? { kind: "table-row", text } : { kind: "table-row", text, header });
  }
  return blocks;
}

function isHeader(row: DomElement, cells: readonly DomElement[]): boolean {
  const parent = row.parentNode;
  if (parent !== null && isElement(parent) && parent.localName === "thead") return true;
  return cells.length > 1 && cells.every((cell) => cell.localName === "th");
}

function cellsOf(row: DomElement): DomElement[] {
  const cells: DomElement[] = [];
  for (let node = row.firstChild; node !== null && cells.length < WIDEST; node = node.nextSibling) {
    if (isElement(node) && (node.localName === "td" || node.localName === "th")) cells.push(node);
  }
  return cells;
}

function spanOf(cell: DomElement, name: "rowspan" | "colspan"): number {
  const span = Number.parseInt(cell.getAttribute(name) ?? "1", 10);
  return Number.isFinite(span) ? Math.min(Math.max(span, 1), WIDEST) : 1;
}

/** One line, without what is hidden; walked without recursion. */
function cellText(cell: DomElement): string {
  const parts: string[] = [];
  for (let node: DomNode | null = cell.firstChild; node !== null; ) {
    if (isText(node)) parts.push(node.textContent ?? "");
    else if (isElement(node) && !isHidden(node)) {
      // Paragraphs and lines of a cell are words apart.
      parts.push(node.localName === "span" || node.localName === "a" ? "" : blockGap(node));
      if (node.firstChild !== null) {
        node = node.firstChild;
        continue;
      }
    }
    while (node !== null && node !== cell && node.nextSibling === null) node = node.parentNode;
    node = node === null || node === cell ? null : node.nextSibling;
  }
  return cleaned(parts.join("")).replace(/\s+/g, " ").trim();
}

function blockGap(element: DomElement): string {
  return ["p", "div", "br", "li", "ul", "ol", "dt", "dd"].includes(element.localName) ? " " : "";
}
