import { type Line, lineText, type PageLines } from "./page-lines.ts";

/** What is usual in a document: tells headings from text, and lines of a paragraph from paragraphs. */
export interface TextStyle {
  readonly bodySize: number;
  /** Distance of two lines of a paragraph, in font sizes. */
  readonly pitch: number;
  /** 1 to 6 of a line that is a heading; null of others. */
  headingLevel(line: Line): number | null;
}

const HEADING_SCALE = 1.12;
const LONGEST_HEADING_CHARS = 200;
const DEFAULT_PITCH = 1.2;

/** @param outline levels of the document's own table of contents, by normalised title */
export function styleOf(pages: readonly PageLines[], outline: ReadonlyMap<string, number>): TextStyle {
  const charsOf = new Map<number, number>();
  const pitches: number[] = [];
  for (const { lines } of pages) {
    for (const [i, line] of lines.entries()) {
      const size = rounded(line.size);
      charsOf.set(size, (charsOf.get(size) ?? 0) + lineText(line).length);
      const before = lines[i - 1];
      if (before === undefined || Math.abs(before.size - line.size) > 0.1) continue;
      const pitch = (before.y - line.y) / line.size;
      if (pitch > 0.8 && pitch < 2.2) pitches.push(Math.round(pitch * 20) / 20);
    }
  }
  const all = [...charsOf.values()].reduce((sum, chars) => sum + chars, 0);
  const bodySize = [...charsOf].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [10, 0])[0];
  const headingSizes = [...charsOf.keys()]
    .filter((size) => size >= bodySize * HEADING_SCALE && (charsOf.get(size) ?? 0) < all / 4)
    .sort((a, b) => b - a);
  return {
    bodySize,
    pitch: mostFrequent(pitches) ?? DEFAULT_PITCH,
    headingLevel(line) {
      if (line.cells.length !== 1 || line.mono) return null;
      const text = lineText(line);
      if (text.length > LONGEST_HEADING_CHARS || !/\p{L}/u.test(text)) return null;
      const listed = outline.get(normalTitle(text));
      if (listed !== undefined) return listed;
      const rank = headingSizes.indexOf(rounded(line.size));
      return rank < 0 ? null : Math.min(6, rank + 1);
    },
  };
}

export function normalTitle(text: string): string {
  return text
    .toLowerCase()
    .replace(/^(?:chapter\s+)?[\divx]+(?:\.\d+)*[.:)]?\s+/, "")
    .replace(/[^\p{L}\p{N}]+/gu, "");
}

function rounded(size: number): number {
  return Math.round(size * 2) / 2;
}

function mostFrequent(values: readonly number[]): number | null {
  const counts = new Map<number, number>();
  let best: number | null = null;
  for (const value of values) {
    counts.set(value, (counts.get(value) ?? 0) + 1);
    if (best === null || (counts.get(value) ?? 0) > (counts.get(best) ?? 0)) best = value;
  }
  return best;
}
