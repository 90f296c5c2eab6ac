import type { Block } from "../../../modules/knowledge/ports.ts";
import { looksLikeHeader, rowText, TableWriter } from "../table-writer.ts";
import { type CellFormat, showNumber } from "./cell-formats.ts";
import type { XmlHandlers } from "./parse-xml.ts";

interface Workbook {
  readonly shared: readonly string[];
  readonly formats: readonly CellFormat[];
  readonly uses1904: boolean;
}

const MAXIMUM_COLUMNS = 1_000;
/** Rows above a table: its name, its date. */
const PREAMBLE_ROWS = 10;

/** Turns the events of a sheet into rows (ECMA-376 part 1, 18.3). */
export class SheetRows implements XmlHandlers {
  readonly #section: string;
  readonly #workbook: Workbook;
  readonly #add: (block: Block) => void;
  #table: TableWriter | undefined;
  #row: string[] = [];
  #rowsSeen = 0;
  #column = 0;
  #type = "n";
  #style = 0;
  #value: string[] = [];
  #takes = false;

  constructor(section: string, workbook: Workbook, add: (block: Block) => void) {
    this.#section = section.slice(0, 200);
    this.#workbook = workbook;
    this.#add = add;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === "row") {
      this.#row = [];
      this.#column = 0;
    } else if (name === "c") {
      this.#column = columnOf(attributes.r) ?? this.#column + 1;
      this.#type = attributes.t ?? "n";
      this.#style = Number(attributes.s ?? 0);
      this.#value = [];
    } else if (name === "v" || name === "t") this.#takes = true;
  }

  text(text: string): void {
    if (this.#takes) this.#value.push(text);
  }

  close(name: string): void {
    if (name === "v" || name === "t") this.#takes = false;
    else if (name === "c") this.#endCell();
    else if (name === "row") this.#endRow();
  }

  #endCell(): void {
    if (this.#column > MAXIMUM_COLUMNS || this.#value.length === 0) return;
    while (this.#row.length < this.#column - 1) this.#row.push("");
    this.#row[this.#column - 1] = this.#show(this.#value.join(""));
  }

  #show(raw: string): string {
    switch (this.#type) {
      case "s":
        return this.#workbook.shared[Number(raw)] ?? "";
      case "b":
        return raw === "1" ? "TRUE" : "FALSE";
      case "n":
        return showNumber(raw, this.#workbook.formats[this.#style] ?? "number", this.#workbook.uses1904);
      default:
        return raw;
    }
  }

  #endRow(): void {
    const cells = this.#row;
    if (cells.every((cell) => cell === "")) return;
    this.#rowsSeen += 1;
    if (this.#table === undefined) {
      const isHeader = looksLikeHeader(cells.map((cell) => cell.trim()));
      if (!isHeader && this.#rowsSeen <= PREAMBLE_ROWS && cells.filter((cell) => cell !== "").length === 1) {
        this.#add({
          kind: "paragraph",
          text: rowText(cells.filter((cell) => cell !== "")),
          section: this.#section,
        });
        return;
      }
      this.#table = new TableWriter(this.#add, { section: this.#section });
    }
    this.#table.row(cells);
  }
}

/** "AB12" is 28. */
function columnOf(reference: string | undefined): number | undefined {
  if (reference === undefined) return undefined;
  let column = 0;
  for (const character of reference) {
    const letter = character.charCodeAt(0) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column === 0 ? undefined : column;
}
