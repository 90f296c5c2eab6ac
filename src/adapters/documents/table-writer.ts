import type { Block } from "../../modules/knowledge/ports.ts";

const HEADER_CELL_CHARS = 80;
const CELL_CHARS = 20_000;

type Place = Pick<Block, "page" | "section">;

/** Turns the rows of one table into blocks, the first row being the header where it looks like one. */
export class TableWriter {
  readonly #add: (block: Block) => void;
  readonly #place: Place;
  #first: readonly string[] | undefined;
  #header: string | undefined;

  constructor(add: (block: Block) => void, place: Place) {
    this.#add = add;
    this.#place = place;
  }

  row(cells: readonly string[], saysHeader = false): void {
    const clean = withoutEmptyEnd(cells.map(cellText));
    if (clean.every((cell) => cell === "")) return;
    const isFirst = this.#header === undefined && this.#first === undefined;
    if (isFirst) {
      if (saysHeader || looksLikeHeader(clean)) this.#header = rowText(clean);
      this.#first = clean;
    }
    const header = this.#header === undefined ? {} : { header: this.#header };
    this.#add({ kind: "table-row", text: rowText(clean), ...this.#place, ...header });
  }
}

export function rowText(cells: readonly string[]): string {
  return cells.join(" | ");
}

/** Two or more short cells, none empty, none a number. */
export function looksLikeHeader(cells: readonly string[]): boolean {
  return (
    cells.length >= 2 &&
    cells.every((cell) => cell !== "" && cell.length <= HEADER_CELL_CHARS && !/^[\d\s.,%€$£+-]*$/.test(cell))
  );
}

function cellText(cell: string): string {
  return cell.slice(0, CELL_CHARS).replace(/\s+/g, " ").trim();
}

function withoutEmptyEnd(cells: readonly string[]): readonly string[] {
  let length = cells.length;
  while (length > 0 && cells[length - 1] === "") length -= 1;
  return cells.slice(0, length);
}
