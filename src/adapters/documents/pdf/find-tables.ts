import type { Cell, Line } from "./page-lines.ts";

/** Consecutive lines of a page that belong together. */
export type Stretch =
  | { readonly kind: "lines"; readonly lines: readonly Line[] }
  | { readonly kind: "table"; readonly rows: readonly (readonly string[])[] };

const FEWEST_COLUMN_LINES = 5;
const PROSE_CHARS = 25;

/** Parts a page's lines into tables (rows whose cells align) and all else; columns of prose are read one after the other. */
export function findTables(lines: readonly Line[]): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let plain: Line[] = [];
  const endPlain = (): void => {
    if (plain.length > 0) stretches.push({ kind: "lines", lines: plain });
    plain = [];
  };
  for (let at = 0; at < lines.length; ) {
    const run = alignedRun(lines, at);
    const first = lines[at];
    if (run.length < 2) {
      if (first) plain.push(first);
      at += 1;
    } else if (areColumnsOfProse(run)) {
      plain.push(...columnOf(run, 0), ...columnOf(run, 1));
      at += run.length;
    } else {
      endPlain();
      stretches.push({ kind: "table", rows: rowsOf(run) });
      at += run.length;
    }
  }
  endPlain();
  return stretches;
}

/** Lines from `at` on that have two cells or more, each aligned with the line before; wrapped cells join in. */
function alignedRun(lines: readonly Line[], at: number): readonly Line[] {
  let end = at;
  let before: Line | undefined;
  for (let line = lines[at]; line !== undefined; line = lines[end]) {
    if (before !== undefined) {
      const gap = before.y - line.y;
      if (gap < 0 || gap > line.size * 3.5) break;
      if (line.cells.length < 2 ? !isWrappedCell(line, before, gap) : !aligns(line, before)) break;
    } else if (line.cells.length < 2) break;
    if (line.cells.length >= 2) before = line;
    end += 1;
  }
  // What wrapped below the last row is kept only while rows follow or there was a row before.
  const run = lines.slice(at, end);
  return run.filter((line) => line.cells.length >= 2).length >= 2 ? run : [];
}

function isWrappedCell(line: Line, before: Line, gap: number): boolean {
  const cell = line.cells[0];
  if (cell === undefined || gap > line.size * 2.5) return false;
  return before.cells.slice(1).some((other) => Math.abs(other.x - cell.x) < line.size * 0.5);
}

function aligns(line: Line, before: Line): boolean {
  const tolerance = line.size * 0.6;
  const [fewer, more] = line.cells.length < before.cells.length ? [line, before] : [before, line];
  const matched = fewer.cells.filter((cell) =>
    more.cells.some(
      (other) =>
        Math.abs(cell.x - other.x) < tolerance ||
        Math.abs(cell.end - other.end) < tolerance ||
        Math.abs(cell.x + cell.end - other.x - other.end) < tolerance * 2,
    ),
  );
  return matched.length >= 2 || (matched.length >= 1 && fewer.cells.length === 1);
}

function areColumnsOfProse(run: readonly Line[]): boolean {
  const rows = run.filter((line) => line.cells.length === 2);
  if (rows.length < FEWEST_COLUMN_LINES || rows.length < run.length * 0.7) return false;
  const average = (column: number): number =>
    rows.reduce((sum, line) => sum + (line.cells[column]?.text.length ?? 0), 0) / rows.length;
  return average(0) > PROSE_CHARS && average(1) > PROSE_CHARS;
}

function columnOf(run: readonly Line[], column: 0 | 1): Line[] {
  const border = Math.min(
    ...run.filter((line) => line.cells.length >= 2).map((line) => line.cells[1]?.x ?? 0),
  );
  return run
    .map((line) => ({ ...line, cells: line.cells.filter((cell) => cell.x >= border - 1 === (column === 1)) }))
    .filter((line) => line.cells.length > 0)
    .map((line) => ({ ...line, cells: [joined(line.cells)] }));
}

function joined(cells: readonly Cell[]): Cell {
  const text = cells.map((cell) => cell.text).join(" ");
  return { x: cells[0]?.x ?? 0, end: cells.at(-1)?.end ?? 0, text };
}

/** Each cell goes to the column that it overlaps most or is nearest to; the row with most cells gives the columns. */
function rowsOf(run: readonly Line[]): string[][] {
  const widest = run.reduce((best, line) => (line.cells.length > best.cells.length ? line : best)).cells;
  const columns = widest.map((cell) => ({ x: cell.x, end: cell.end }));
  const rows: string[][] = [];
  for (const line of run) {
    const row = line.cells.length >= 2 ? widest.map(() => "") : (rows.at(-1) ?? widest.map(() => ""));
    for (const cell of line.cells) {
      const column = nearestColumn(columns, cell);
      row[column] = row[column] === "" ? cell.text : `${row[column]} ${cell.text}`;
    }
    if (line.cells.length >= 2) rows.push(row);
  }
  return rows;
}

function nearestColumn(columns: readonly { x: number; end: number }[], cell: Cell): number {
  let best = 0;
  let most = Number.NEGATIVE_INFINITY;
  for (const [i, column] of columns.entries()) {
    // Overlap; below zero it is the distance.
    const overlap = Math.min(column.end, cell.end) - Math.max(column.x, cell.x);
    if (overlap > most) [best, most] = [i, overlap];
  }
  return best;
}
