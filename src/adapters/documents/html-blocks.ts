import { Parser } from "htmlparser2";
import type { Block, BlockKind } from "../../modules/knowledge/ports.ts";
import { TableWriter } from "./table-writer.ts";

/** Their contents are no text of the page. */
const DROPPED = new Set(
  "script style noscript template svg math nav iframe object embed applet canvas audio video select datalist button dialog".split(
    " ",
  ),
);
const BREAKING = new Set(
  "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main ol p pre section summary table tbody td tfoot th thead tr ul".split(
    " ",
  ),
);

/** Blocks of a page of HTML that comes in pieces. Flat: takes no more memory for deep nesting than a number a level. */
export class HtmlBlocks {
  readonly #add: (block: Block) => void;
  readonly #parser: Parser;
  #text: string[] = [];
  #kind: BlockKind = "paragraph";
  #level = 1;
  /** Open elements whose contents are dropped, as a depth. */
  #dropped = 0;
  #dropTag = "";
  #preformatted = 0;
  #inTitle = false;
  #title = "";
  #firstHeading = "";
  #table: OpenTable | undefined;

  constructor(add: (block: Block) => void) {
    this.#add = add;
    this.#parser = new Parser(
      {
        onopentag: (name, attributes) => this.#open(name, attributes),
        ontext: (text) => this.#take(text),
        onclosetag: (name) => this.#close(name),
      },
      { decodeEntities: true, lowerCaseTags: true },
    );
  }

  write(html: string): void {
    this.#parser.write(html);
  }

  /** @returns the page's title, or its first heading */
  end(): string | null {
    this.#parser.end();
    this.#endTable();
    this.#flush();
    const title = this.#title.replace(/\s+/g, " ").trim();
    return (title === "" ? this.#firstHeading : title).slice(0, 500) || null;
  }

  #open(name: string, attributes: Record<string, string>): void {
    if (this.#dropped > 0) {
      if (name === this.#dropTag) this.#dropped += 1;
      return;
    }
    if (DROPPED.has(name) || isHidden(name, attributes)) {
      if (VOID.has(name)) return;
      this.#dropped = 1;
      this.#dropTag = name;
      return;
    }
    if (name === "title") this.#inTitle = true;
    if (name === "br") this.#text.push(LINE_BREAK);
    if (!BREAKING.has(name)) return;
    if (this.#table?.open(name, () => this.#takeText())) return;
    // Headings and tables within a cell mean that the table only lays out the page.
    if (this.#table !== undefined && (name === "table" || /^h[1-6]$/.test(name))) this.#endTable();
    if (this.#table !== undefined) {
      this.#text.push(" ");
      return;
    }
    this.#flush();
    if (name === "table") this.#table = new OpenTable(this.#add);
    else if (name === "pre") this.#preformatted += 1;
    this.#kind = kindOf(name) ?? (this.#kind === "list-item" && name === "p" ? "list-item" : "paragraph");
    if (this.#kind === "heading") this.#level = Number(name[1]);
  }

  #take(text: string): void {
    if (this.#dropped > 0) return;
    if (this.#inTitle) this.#title = (this.#title + text).slice(0, 2_000);
    else this.#text.push(text);
  }

  #close(name: string): void {
    if (this.#dropped > 0) {
      if (name === this.#dropTag) this.#dropped -= 1;
      return;
    }
    if (name === "title") this.#inTitle = false;
    if (!BREAKING.has(name)) return;
    if (this.#table !== undefined) {
      if (name === "table") this.#endTable();
      else if (!this.#table.close(name, () => this.#takeText())) this.#text.push(" ");
      return;
    }
    this.#flush();
    if (name === "pre") this.#preformatted = Math.max(0, this.#preformatted - 1);
    this.#kind = "paragraph";
  }

  #endTable(): void {
    const table = this.#table;
    this.#table = undefined;
    table?.end(() => this.#takeText());
  }

  #takeText(): string {
    const text = this.#text.join("");
    this.#text = [];
    return text;
  }

  #flush(): void {
    const raw = this.#takeText();
    const text = this.#preformatted > 0 ? raw.replaceAll(LINE_BREAK, "\n").replace(/^\n/, "") : collapse(raw);
    if (text.trim() === "") return;
    const kind = this.#preformatted > 0 ? "code" : this.#kind;
    if (kind === "heading") {
      this.#firstHeading ||= text;
      this.#add({ kind, level: this.#level, text: text.replace(/\s+/g, " ") });
    } else {
      this.#add({ kind, text });
    }
  }
}

/** All blocks of a page that is at hand as a string. */
export function htmlToBlocks(html: string): { title: string | null; blocks: Block[] } {
  const blocks: Block[] = [];
  const reader = new HtmlBlocks((block) => blocks.push(block));
  reader.write(html);
  return { title: reader.end(), blocks };
}

class OpenTable {
  readonly #writer: TableWriter;
  #cells: string[] = [];
  #headerCells = 0;
  #inCell = false;
  #inHead = false;

  constructor(add: (block: Block) => void) {
    this.#writer = new TableWriter(add, {});
  }

  /** @returns whether the element is a part of the table itself */
  open(name: string, takeText: () => string): boolean {
    if (name === "thead") this.#inHead = true;
    if (name === "tbody" || name === "tfoot") this.#inHead = false;
    if (name === "tr") this.#endRow(takeText);
    if (name === "td" || name === "th") {
      this.#endCell(takeText);
      takeText();
      this.#inCell = true;
      if (name === "th") this.#headerCells += 1;
    }
    return TABLE_PARTS.has(name);
  }

  close(name: string, takeText: () => string): boolean {
    if (name === "td" || name === "th") this.#endCell(takeText);
    if (name === "tr") this.#endRow(takeText);
    if (name === "thead") this.#inHead = false;
    return TABLE_PARTS.has(name);
  }

  end(takeText: () => string): void {
    this.#endRow(takeText);
  }

  #endCell(takeText: () => string): void {
    if (this.#inCell) this.#cells.push(takeText());
    this.#inCell = false;
  }

  #endRow(takeText: () => string): void {
    this.#endCell(takeText);
    if (this.#cells.length > 0) {
      this.#writer.row(this.#cells, this.#inHead || this.#headerCells === this.#cells.length);
    }
    this.#cells = [];
    this.#headerCells = 0;
  }
}

const TABLE_PARTS = new Set(["thead", "tbody", "tfoot", "tr", "td", "th"]);
const VOID = new Set("area base br col embed hr img input link meta source track wbr".split(" "));

function kindOf(name: string): BlockKind | null {
  if (/^h[1-6]$/.test(name)) return "heading";
  if (name === "li" || name === "dd") return "list-item";
  return name === "figcaption" || name === "caption" ? "caption" : null;
}

function isHidden(name: string, attributes: Record<string, string>): boolean {
  if (name === "html" || name === "body") return false;
  return (
    attributes.hidden !== undefined ||
    attributes["aria-hidden"] === "true" ||
    attributes.role === "navigation" ||
    /display\s*:\s*none/i.test(attributes.style?.slice(0, 2_000) ?? "")
  );
}

/** A <br>, apart from the line ends of the source, which are spaces. */
const LINE_BREAK = "\v";

function collapse(text: string): string {
  return text
    .replace(/[ \t\r\n\f]+/g, " ")
    .replace(/ ?\v ?/g, "\n")
    .trim();
}
