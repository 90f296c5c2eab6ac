import { tableRow, tableStart } from "./table-row.ts";

/** The smallest piece that can be quoted: a sentence, a list item or a row of a table. */
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
const RULE = /^(?:-{3,}|\*{3,}|_{3,}|={3,})$/;
const HEADING = /^\s*#{1,6}\s+/;

/** Cuts a text into at most 6,000 units of at most 700 characters, in order. */
export function segment(text: string): Unit[] {
  const units: Unit[] = [];
  const lines = text
    .replaceAll("\0", "")
    .toWellFormed()
    .split(/\r\n?|\n/);
  let heading = "";
  let block = 0;
  let prose = "";
  let header: string[] | undefined;
  const flush = (): void => {
    for (const sentence of sentences(prose)) add(units, { text: sentence, kind: "sentence", heading, block });
    prose = "";
  };
  for (let i = 0; i < lines.length && units.length < MOST_UNITS; i++) {
    const line = lines[i] ?? "";
    const bare = line.trim();
    const cells = header === undefined ? undefined : tableRow(bare, header);
    if (cells !== undefined) {
      if (cells !== "") add(units, { text: cells, kind: "row", heading, block });
      continue;
    }
    header = tableStart(bare, lines[i + 1]?.trim() ?? "");
    if (header !== undefined || bare === "" || RULE.test(bare)) {
      flush();
      block++;
    } else if (isMarkdownHeading(line) || isHeading(bare, lines, i, prose)) {
      flush();
      block++;
      heading = bare
        .replace(HEADING, "")
        .replace(/[\s#:*_]+$/, "")
        .replace(/^[*_]+/, "");
    } else if (ITEM.test(line)) {
      flush();
      add(units, { text: plain(line.replace(ITEM, "")), kind: "item", heading, block });
    } else if (prose === "" && isIndented(line) && units.at(-1)?.kind === "item") {
      extend(units, plain(bare));
    } else {
      if (prose !== "" && !isWrapped(lines[i - 1] ?? "", bare)) flush();
      prose = prose === "" ? plain(bare) : `${prose} ${plain(bare)}`;
    }
  }
  flush();
  return units;
}

function isMarkdownHeading(line: string): boolean {
  return line.length <= LONGEST_HEADING && HEADING.test(line);
}

/** A short line without a full stop, alone or ending in a colon, names what comes after it. */
function isHeading(bare: string, lines: string[], at: number, prose: string): boolean {
  if (bare.length > 80 || prose !== "" || /[.!?;,。！？]$/.test(bare)) return false;
  const next = lines[at + 1]?.trim() ?? "";
  if (bare.endsWith(":")) return true;
  const alone = (lines[at - 1]?.trim() ?? "") === "" && next === "" && at < lines.length - 2;
  return (alone || /^[*_]{2}.+[*_]{2}$/.test(bare)) && !bare.includes(": ") && /\p{L}/u.test(bare);
}

/** Hard-wrapped prose: the line above is long and open, or this one goes on in lower case. */
function isWrapped(above: string, bare: string): boolean {
  const open = !/[.!?:;。！？]["'”)\]]?\s*$/.test(above);
  return open && (above.length >= 55 || /^[\p{Ll}(]/u.test(bare));
}

function isIndented(line: string): boolean {
  return /^(?: {2,}|\t)/.test(line);
}

const BOUNDARY = /(?<=[.!?…]["'”’)\]]{0,2})\s+(?=["'“‘([¿¡]?[\p{Lu}\p{Lo}\p{N}])|(?<=[。！？])/u;
const ABBREVIATION =
  /(?:^|[\s(])(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|No|Nr|Art|Sec|Fig|vs|etc|e\.g|i\.e|cf|approx|Inc|Ltd|Co|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.$/;

/** Splits prose at sentence ends, not after initials and common abbreviations. */
export function sentences(prose: string): string[] {
  const found: string[] = [];
  let open = "";
  for (const piece of prose.split(BOUNDARY)) {
    open = open === "" ? piece : `${open}${/[。！？]$/.test(open) ? "" : " "}${piece}`;
    if (ABBREVIATION.test(open.slice(-12))) continue;
    if (open.trim() !== "") found.push(open.trim());
    open = "";
  }
  if (open.trim() !== "") found.push(open.trim());
  return found;
}

function plain(text: string): string {
  return text.length > LONGEST_UNIT ? text.trim() : text.trim().replace(/(\*\*|__)(.+?)\1/g, "$2");
}

function add(units: Unit[], unit: Unit): void {
  for (let at = 0; at < unit.text.length && units.length < MOST_UNITS; at += LONGEST_UNIT) {
    const text = unit.text.slice(at, at + LONGEST_UNIT).trim();
    if (HAS_WORDS.test(text) && !UNQUOTABLE.test(text)) units.push({ ...unit, text });
  }
}

function extend(units: Unit[], more: string): void {
  const last = units.at(-1);
  if (last !== undefined) last.text = `${last.text} ${more}`.slice(0, LONGEST_UNIT);
}
