import { sentences } from "./sentences.ts";
import { tableRow, tableStart } from "./table-row.ts";

/** The smallest piece that can be quoted: a sentence, a list item, a row of a table, a line of code. */
export type Unit = {
  text: string;
  kind: "sentence" | "item" | "row";
  /** The heading or lead-in above it, such as "Opening hours". */
  heading: string;
  /** Counts up at each blank line or heading; units of one block belong together. */
  block: number;
};

const LONGEST_UNIT = 700;
const LONGEST_HEADING = 160;
/** Keys, encoded data or nonsense: nothing to quote. */
const UNQUOTABLE = /[!-~]{300}/;
const HAS_WORDS = /[\p{L}\p{N}]/u;
const MOST_UNITS = 6_000;

const ITEM = /^\s*(?:[-*+•‣–]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+(?=\S)/;
/** Cells of a table without its header, as a reader of documents writes them. */
const LOOSE_ROW = /^[^|]{1,200} \| [^|]/;
const RULE = /^(?:-{3,}|\*{3,}|_{3,}|={3,})$/;
const FENCE = /^(?:```|~~~)/;
const MARKDOWN_HEADING = /^\s*#{1,6}\s+/;

/** Cuts a text into at most 6,000 units of at most 700 characters, in order. */
export function segment(text: string): Unit[] {
  const clean = text.replaceAll("\0", "").toWellFormed();
  const segmenter = new Segmenter(clean.split(/\r\n?|\n/));
  return segmenter.run();
}

class Segmenter {
  readonly #lines: string[];
  readonly #units: Unit[] = [];
  /** The last Markdown heading, and the lead-in below it ("Agenda:") while its list lasts. */
  #heading = "";
  #leadIn = "";
  #leadInUsed = false;
  #block = 0;
  #prose = "";
  #columns: string[] | undefined;
  #isCode = false;

  constructor(lines: string[]) {
    this.#lines = lines;
  }

  run(): Unit[] {
    for (let at = 0; at < this.#lines.length && this.#units.length < MOST_UNITS; at++) this.#line(at);
    this.#flush();
    return this.#units;
  }

  #line(at: number): void {
    const line = this.#lines[at] ?? "";
    const bare = line.trim();
    if (FENCE.test(bare)) {
      this.#break();
      this.#isCode = !this.#isCode;
    } else if (this.#isCode) {
      this.#add(bare.replace(/\s+/g, " "), "row");
    } else if (!this.#table(bare, at)) {
      this.#text(line, bare, at);
    }
  }

  /** True when the line belongs to a table or opens one. */
  #table(bare: string, at: number): boolean {
    if (this.#columns !== undefined) {
      const cells = tableRow(bare, this.#columns);
      if (cells !== undefined) {
        this.#add(cells, "row");
        return true;
      }
    }
    this.#columns = tableStart(bare, this.#lines[at + 1]?.trim() ?? "");
    if (this.#columns !== undefined) {
      this.#break();
      return true;
    }
    if (!LOOSE_ROW.test(bare)) return false;
    this.#flush();
    this.#columns = columnNames(bare, this.#lines[at + 1]?.trim() ?? "", this.#lines[at - 1]?.trim() ?? "");
    if (this.#columns === undefined) this.#add(bare, "row");
    return true;
  }

  #text(line: string, bare: string, at: number): void {
    if (bare === "" || RULE.test(bare)) {
      this.#break();
      const next = this.#lines[at + 1] ?? "";
      if (this.#leadInUsed && next.trim() !== "" && !ITEM.test(next)) this.#leadIn = "";
    } else if (line.length <= LONGEST_HEADING && MARKDOWN_HEADING.test(line)) {
      this.#break();
      this.#heading = title(bare);
      this.#leadIn = "";
    } else if (ITEM.test(line)) {
      this.#flush();
      this.#add(line.replace(ITEM, ""), "item");
    } else if (this.#isLeadIn(bare, at)) {
      this.#break();
      this.#leadIn = title(bare);
      this.#leadInUsed = false;
    } else if (this.#prose === "" && /^(?: {2,}|\t)/.test(line) && this.#units.at(-1)?.kind === "item") {
      this.#extend(bare);
    } else {
      if (this.#prose !== "" && !isWrapped(this.#lines[at - 1] ?? "", bare)) this.#flush();
      this.#prose = this.#prose === "" ? bare : `${this.#prose} ${bare}`;
    }
  }

  /** A short line without a full stop, alone or ending in a colon, names what comes after it. */
  #isLeadIn(bare: string, at: number): boolean {
    if (bare.length > 80 || this.#prose !== "" || /[.!?;,。！？]$/.test(bare)) return false;
    if (bare.endsWith(":")) return true;
    const isLast = at >= this.#lines.length - 2;
    const isAlone = blank(this.#lines[at - 1]) && blank(this.#lines[at + 1]) && !isLast;
    return (isAlone || /^[*_]{2}.+[*_]{2}$/.test(bare)) && !bare.includes(": ") && HAS_WORDS.test(bare);
  }

  #break(): void {
    this.#flush();
    this.#block++;
  }

  #flush(): void {
    const prose = this.#prose;
    this.#prose = "";
    for (const sentence of sentences(prose)) this.#add(sentence, "sentence");
  }

  #add(text: string, kind: Unit["kind"]): void {
    const heading = this.#leadIn === "" ? this.#heading : this.#leadIn;
    this.#leadInUsed = true;
    for (let at = 0; at < text.length && this.#units.length < MOST_UNITS; at += LONGEST_UNIT) {
      const piece = plain(text.slice(at, at + LONGEST_UNIT));
      if (!HAS_WORDS.test(piece) || UNQUOTABLE.test(piece)) continue;
      this.#units.push({ text: piece, kind, heading, block: this.#block });
    }
  }

  /** A list item goes on in the line below it. */
  #extend(more: string): void {
    const last = this.#units.at(-1);
    if (last !== undefined)
      last.text = `${last.text} ${plain(more.slice(0, LONGEST_UNIT))}`.slice(0, LONGEST_UNIT);
  }
}

/** The first row of a loose table names its columns when it has as many cells as the next and no figure in them. */
function columnNames(row: string, next: string, before: string): string[] | undefined {
  if (LOOSE_ROW.test(before) || !LOOSE_ROW.test(next) || /\d/.test(row)) return undefined;
  const names = row.split(" | ").map((name) => name.trim());
  const isTable = next.split(" | ").length === names.length && names.every((name) => name.length <= 40);
  return isTable ? names : undefined;
}

/** Hard-wrapped prose: the line above is long and open, or this one goes on in lower case. */
function isWrapped(above: string, bare: string): boolean {
  const isOpen = !/[.!?:;。！？]["'”)\]]?\s*$/.test(above);
  return isOpen && (above.length >= 55 || /^[\p{Ll}(]/u.test(bare));
}

function title(bare: string): string {
  return bare
    .replace(MARKDOWN_HEADING, "")
    .replace(/^[*_]+/, "")
    .replace(/[\s#:*_]+$/, "");
}

/** Without Markdown's marks for bold; of a picture its words only, so that nothing is fetched to show an answer. */
function plain(text: string): string {
  const words = text.trim().replace(/!\[([^\]\n]{0,200})\]\([^)\n]{0,2000}\)/g, "$1");
  return words.replace(/(\*\*|__)(.+?)\1/g, "$2");
}

function blank(line: string | undefined): boolean {
  return line === undefined || line.trim() === "";
}
