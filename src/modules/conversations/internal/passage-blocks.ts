import type { Passage } from "../../knowledge/contract.ts";
import { countTokens, formatSourceBlock, withoutForgedNumbers } from "../../models/index.ts";
import type { Source } from "./citations.ts";

/** Most tokens that found passages take in a prompt, with their tags; sending a question quotes all of them. */
export const PASSAGE_TOKENS = 3_500;
/** Of them, what is kept for the note on how sure the search is. */
const NOTE_TOKENS = 300;
/** Between two blocks, and what the tokenizer joins differently. */
const SEAM_TOKENS = 4;
const LONGEST_TITLE = 200;
/** Between the cells of a row, as readers of documents write it. */
const CELLS = " | ";

/** The best passages that fit; of a single one that does not, its beginning. */
export function thatFit(passages: readonly Passage[]): Passage[] {
  const kept: Passage[] = [];
  let left = PASSAGE_TOKENS - NOTE_TOKENS;
  for (const passage of passages) {
    const tokens = tokensOf(passage, kept.length);
    if (tokens > left) {
      if (kept.length > 0) break;
      return [cutTo(passage, left)];
    }
    kept.push(passage);
    left -= tokens;
  }
  return kept;
}

/** Quotes the passages under the next free numbers and notes what each number stands for. */
export function addPassages(passages: readonly Passage[], sources: Source[]): string[] {
  return passages.map((passage) => {
    const number = sources.length + 1;
    const { documentId, versionId, chunk, page, locator } = passage;
    sources.push({
      number,
      title: passage.document,
      locator,
      text: passage.text,
      place: { documentId, versionId, chunk, page },
    });
    return blockOf(passage, number);
  });
}

function blockOf(passage: Passage, number: number): string {
  return formatSourceBlock({
    n: number,
    title: titleOf(passage),
    locator: passage.locator ?? undefined,
    text: withoutForgedNumbers(withColumnNames(passage)),
  });
}

/** The document, then the headings that lead to the passage. */
function titleOf({ document, headings }: Passage): string {
  const path = headings.filter((heading) => heading !== document);
  return [document, ...path].join(" › ").slice(0, LONGEST_TITLE).toWellFormed();
}

/** Rows of a table as Markdown, under the names of their columns, wherever in the table the passage begins. */
function withColumnNames({ text, header }: Passage): string {
  if (header === null) return text;
  const rule = header
    .split(CELLS)
    .map(() => "---")
    .join(CELLS);
  const lines = text.split("\n");
  const named = lines.indexOf(header);
  if (named >= 0) return lines.toSpliced(named + 1, 0, rule).join("\n");
  const first = Math.max(
    0,
    lines.findIndex((line) => line.includes(CELLS)),
  );
  return lines.toSpliced(first, 0, header, rule).join("\n");
}

/** The number has at most three digits, whichever it will be. */
function tokensOf(passage: Passage, at: number): number {
  return countTokens(blockOf(passage, 100 + at)) + SEAM_TOKENS;
}

function cutTo(passage: Passage, tokens: number): Passage {
  let text = passage.text;
  for (let kept = passage; ; kept = { ...passage, text }) {
    if (tokensOf(kept, 0) <= tokens || text === "") return kept;
    text = text.slice(0, Math.floor(text.length * 0.8)).toWellFormed();
  }
}
