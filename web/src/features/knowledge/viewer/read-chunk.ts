/** A piece of a passage as people read it. */
export type Piece =
  | { readonly kind: "heading"; readonly level: 3 | 4; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | { readonly kind: "table"; readonly head: readonly string[] | null; readonly rows: readonly string[][] };

const ITEM = /^\s*(?:[-*•–]|\d{1,3}[.)])\s+/;
const CELL = " | ";
/** Longer lines are no headings, whatever they are named. */
const HEADING_CHARS = 300;
const SHORT_CHARS = 70;

export interface ChunkText {
  readonly text: string;
  readonly headings: readonly string[];
  readonly header: string | null;
}

/**
 * The structure of a passage, from its plain text: blocks are apart by an empty line, rows of a table and items of a
 * list by a line end, cells by a bar. What fits nothing stays a paragraph with its own line ends.
 */
export function readChunk({ text, headings, header }: ChunkText): Piece[] {
  const known = new Set(headings.map(plain));
  const pieces: Piece[] = [];
  for (const block of text.split(/\n{2,}/)) {
    const trimmed = block.trim();
    if (trimmed === "") continue;
    const lines = trimmed.split("\n");
    if (lines.length === 1 && trimmed.length <= HEADING_CHARS && known.has(plain(trimmed))) {
      pieces.push({ kind: "heading", level: 3, text: trimmed.replace(/^#{1,6}\s+/, "") });
    } else if (lines.length === 1 && looksLikeHeading(trimmed)) {
      pieces.push({ kind: "heading", level: 4, text: trimmed });
    } else if (isTable(lines, header)) {
      pieces.push(tableOf(lines, pieces.some(({ kind }) => kind === "table") ? null : header));
    } else if (lines.length > 1 && lines.every((line) => ITEM.test(line))) {
      pieces.push({ kind: "list", items: lines.map((line) => line.trim()) });
    } else pieces.push({ kind: "paragraph", text: trimmed });
  }
  return pieces;
}

/** A passage knows the headings that all of it stands under; those inside it show by their shape alone. */
function looksLikeHeading(line: string): boolean {
  return (
    line.length <= SHORT_CHARS &&
    /^[\p{Lu}\p{Lo}\p{N}]/u.test(line) &&
    /[\p{L}\p{N})]$/u.test(line) &&
    !line.includes(CELL)
  );
}

function plain(text: string): string {
  return text
    .replace(/^#{1,6}\s+/, "")
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase();
}

/** Two rows of bars at least, or one under a header with as many cells. */
function isTable(lines: readonly string[], header: string | null): boolean {
  if (!lines.every((line) => line.includes(CELL))) return false;
  return lines.length > 1 || header?.includes(CELL) === true;
}

function tableOf(lines: readonly string[], header: string | null): Piece {
  const rows = lines.map(cells);
  const head = header?.includes(CELL) ? cells(header) : null;
  const width = Math.max(head?.length ?? 0, ...rows.map((row) => row.length));
  return { kind: "table", head: head && padded(head, width), rows: rows.map((row) => padded(row, width)) };
}

function cells(line: string): string[] {
  return line.split("|").map((cell) => cell.trim());
}

function padded(row: readonly string[], width: number): string[] {
  return [...row, ...Array.from({ length: width - row.length }, () => "")];
}

/** Whether a piece holds the quoted words, line ends and spaces aside. */
export function pieceHolds(piece: Piece, quote: string): boolean {
  const wanted = squeezed(quote);
  if (wanted === "") return false;
  const texts =
    piece.kind === "list"
      ? piece.items
      : piece.kind === "table"
        ? piece.rows.map((row) => row.join("|"))
        : [piece.text];
  return (
    texts.some((text) => overlaps(squeezed(text), wanted)) || overlaps(squeezed(texts.join(" ")), wanted)
  );
}

function overlaps(text: string, wanted: string): boolean {
  if (text === "") return false;
  return text.includes(wanted) || (text.length > 24 && wanted.includes(text));
}

/** Letters and figures alone: marks of Markdown and the ends of lines differ between reader and quote. */
function squeezed(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}
