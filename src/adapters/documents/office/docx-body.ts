import type { Block } from "../../../modules/knowledge/ports.ts";
import { TableWriter } from "../table-writer.ts";
import type { ParagraphStyle } from "./docx-styles.ts";
import { attributeOf, type XmlHandlers } from "./parse-xml.ts";

interface OpenTable {
  readonly writer: TableWriter;
  cells: string[];
  cell: string[];
  saysHeader: boolean;
}

/** Turns the events of a text's body into blocks (ECMA-376 part 1, 17). */
export class DocxBody implements XmlHandlers {
  readonly #styleOf: (id: string) => ParagraphStyle;
  readonly #add: (block: Block) => void;
  readonly #tables: OpenTable[] = [];
  /** Paragraphs within each other, of text boxes. */
  readonly #paragraphs: {
    text: string[];
    style: ParagraphStyle | null;
    level: number | null;
    isList: boolean;
  }[] = [];
  #inText = false;
  #fallback = 0;
  title: string | null = null;

  constructor(styleOf: (id: string) => ParagraphStyle, add: (block: Block) => void) {
    this.#styleOf = styleOf;
    this.#add = add;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    // A second rendering of the same content for older programs.
    if (name === "Fallback") this.#fallback += 1;
    if (this.#fallback > 0) return;
    const paragraph = this.#paragraphs.at(-1);
    switch (name) {
      case "p":
        this.#paragraphs.push({ text: [], style: null, level: null, isList: false });
        return;
      case "pStyle":
        if (paragraph) paragraph.style = this.#styleOf(attributeOf(attributes, "val") ?? "");
        return;
      case "outlineLvl": {
        const level = Number(attributeOf(attributes, "val"));
        if (paragraph && level >= 0 && level < 9) paragraph.level = Math.min(6, level + 1);
        return;
      }
      case "numPr":
        if (paragraph) paragraph.isList = true;
        return;
      case "t":
        this.#inText = true;
        return;
      case "tab":
        // Also the name of a tab stop among a paragraph's properties, where no text is yet.
        if (paragraph && paragraph.text.length > 0) paragraph.text.push("\t");
        return;
      case "br":
      case "cr":
        paragraph?.text.push("\n");
        return;
      case "noBreakHyphen":
        paragraph?.text.push("-");
        return;
      case "tbl":
        this.#tables.push({ writer: new TableWriter(this.#add, {}), cells: [], cell: [], saysHeader: false });
        return;
      case "tblHeader": {
        const table = this.#tables.at(-1);
        if (table) table.saysHeader = !["0", "false"].includes(attributeOf(attributes, "val") ?? "");
      }
    }
  }

  text(text: string): void {
    if (this.#inText && this.#fallback === 0) this.#paragraphs.at(-1)?.text.push(text);
  }

  close(name: string): void {
    if (name === "Fallback") this.#fallback -= 1;
    if (this.#fallback > 0) return;
    if (name === "t") this.#inText = false;
    if (name === "p") this.#endParagraph();
    const table = this.#tables.at(-1);
    if (table === undefined) return;
    if (name === "tc") {
      table.cells.push(table.cell.join(" "));
      table.cell = [];
    } else if (name === "tr") {
      this.#endRow(table);
    } else if (name === "tbl") {
      this.#tables.pop();
    }
  }

  #endRow(table: OpenTable): void {
    const outer = this.#tables.at(-2);
    // A table within a cell is that cell's text.
    if (outer === undefined) table.writer.row(table.cells, table.saysHeader);
    else outer.cell.push(table.cells.join(" | "));
    table.cells = [];
    table.saysHeader = false;
  }

  #endParagraph(): void {
    const paragraph = this.#paragraphs.pop();
    if (paragraph === undefined) return;
    const text = paragraph.text.join("");
    if (text.trim() === "") return;
    const table = this.#tables.at(-1);
    if (table !== undefined) {
      table.cell.push(text);
      return;
    }
    const { style } = paragraph;
    const level = paragraph.level ?? style?.level ?? null;
    if (style?.isTitle) {
      this.title ??= text.trim().slice(0, 500);
      this.#add({ kind: "heading", level: 1, text });
    } else if (level !== null) this.#add({ kind: "heading", level, text });
    else if (paragraph.isList || style?.isList) this.#add({ kind: "list-item", text });
    else this.#add({ kind: style?.isCode ? "code" : "paragraph", text });
  }
}
