const SEPARATOR = /^\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?$/;

/** The column names when `line` opens a Markdown, tab-separated or comma-separated table. */
export function tableStart(line: string, next: string): string[] | undefined {
  if (line.includes("|") && SEPARATOR.test(next)) return cellsOf(line);
  const delimiter = line.includes("\t") ? "\t" : ",";
  const columns = split(line, delimiter);
  const isCsv =
    columns.length >= (delimiter === "\t" ? 2 : 3) && split(next, delimiter).length === columns.length;
  return isCsv && columns.every((name) => /^[^.!?]{1,40}$/.test(name)) ? columns : undefined;
}

/** A row as "Plan: Pro; Price: $10"; empty for the separator line; `undefined` when the table has ended. */
export function tableRow(line: string, header: readonly string[]): string | undefined {
  if (SEPARATOR.test(line) && line.includes("-")) return "";
  const cells = cellsOf(line);
  // Empty cells at the end of a row may be left out where bars stand between the others.
  const fewest = line.includes("|") ? 2 : Math.max(2, header.length - 1);
  if (line === "" || cells.length > header.length + 1 || cells.length < fewest) return undefined;
  return cells
    .map((cell, i) => (header[i] && cell !== "" ? `${header[i]}: ${cell}` : cell))
    .filter((cell) => cell !== "")
    .join("; ");
}

function cellsOf(line: string): string[] {
  if (line.includes("|")) return split(line.replace(/^\||\|$/g, ""), "|");
  return split(line, line.includes("\t") ? "\t" : ",");
}

/** Delimited fields, with RFC 4180 quotes. */
function split(line: string, delimiter: string): string[] {
  const fields: string[] = [];
  let field = "";
  let quoted = false;
  for (const character of line.slice(0, 4_000)) {
    if (character === '"' && delimiter !== "|") quoted = !quoted;
    else if (character === delimiter && !quoted) {
      fields.push(field.trim());
      field = "";
    } else field += character;
  }
  fields.push(field.trim());
  return fields;
}
