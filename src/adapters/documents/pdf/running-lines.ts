import { type Line, lineText, type PageLines } from "./page-lines.ts";

/** The outer share of a page's height where headers and footers stand. */
const EDGE = 0.12;
const FEWEST_PAGES = 3;
const LINES_AN_EDGE = 3;

/**
 * Without the headers and footers: lines at the edge that stand at the same height with the same words, but for
 * numbers, on three pages or more and on a neighbour of this one (left and right pages may differ); and lines
 * whose number counts the pages.
 */
export function withoutRunningLines(pages: readonly PageLines[]): readonly PageLines[] {
  const edges = pages.map((page) => ({ page, lines: edgeLines(page) }));
  const pagesOf = new Map<string, Set<number>>();
  for (const { page, lines } of edges) {
    for (const key of [...lines.values()].flatMap(({ words, count }) => [words, count])) {
      pagesOf.set(key, (pagesOf.get(key) ?? new Set()).add(page.number));
    }
  }
  const counts = (key: string): boolean =>
    (pagesOf.get(key)?.size ?? 0) >= Math.max(FEWEST_PAGES, pages.length * 0.4);
  const recurs = (key: string, number: number): boolean => {
    const on = pagesOf.get(key);
    const isNear = [-2, -1, 1, 2].some((step) => on?.has(number + step));
    return isNear && (on?.size ?? 0) >= FEWEST_PAGES;
  };
  return edges.map(({ page, lines }) => {
    const kept = page.lines.filter((line) => {
      const edge = lines.get(line);
      return edge === undefined || !(recurs(edge.words, page.number) || counts(edge.count));
    });
    return { ...page, lines: kept };
  });
}

interface EdgeLine {
  /** Height and words, numbers aside. */
  readonly words: string;
  /** How far its number is from that of the page; its words where it has none. */
  readonly count: string;
}

function edgeLines(page: PageLines): Map<Line, EdgeLine> {
  const byHeight = page.lines.toSorted((a, b) => b.y - a.y);
  const edges = new Map<Line, EdgeLine>();
  for (const line of [...byHeight.slice(0, LINES_AN_EDGE), ...byHeight.slice(-LINES_AN_EDGE)]) {
    if (line.y < page.height * (1 - EDGE) && line.y > page.height * EDGE) continue;
    const text = lineText(line).slice(0, 200);
    const words = `${Math.round(line.y / 3)} ${text.replace(/\d+|\b[ivxlc]+\b/gi, "#")}`;
    const number = /^(\d{1,5})\b|\b(\d{1,5})$/.exec(text);
    const shown = Number(number?.[1] ?? number?.[2] ?? Number.NaN);
    edges.set(line, { words, count: Number.isNaN(shown) ? words : `count ${page.number - shown}` });
  }
  return edges;
}
