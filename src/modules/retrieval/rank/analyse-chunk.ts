import { headingText } from "../../inverted-index/index.ts";
import { eachTerm, stemmingOf } from "../../terms/index.ts";
import type { FoundChunk } from "./reader.ts";

/** A chunk cut into terms, as stage two reads it. */
export interface AnalysedChunk {
  readonly terms: readonly string[];
  /** Of each term, non-decreasing. */
  readonly positions: Int32Array;
  /** Line of the text that each term stands in, from 0. */
  readonly lines: Int32Array;
  readonly headings: ReadonlySet<string>;
  /** Of the last two headings, which tell best what the chunk is about. */
  readonly nearHeadings: ReadonlySet<string>;
  readonly header: ReadonlySet<string>;
}

/** @param isWanted leaves out plain words that it denies, see {@link eachTerm}; without it all of them are there */
export function analyseChunk(chunk: FoundChunk, isWanted?: (word: string) => boolean): AnalysedChunk {
  const language = stemmingOf(chunk.language);
  const terms: string[] = [];
  const positions: number[] = [];
  const lines: number[] = [];
  const leadPositions = eachTerm(
    chunk.lead,
    language,
    (term, position) => {
      terms.push(term);
      positions.push(position);
      lines.push(0);
    },
    isWanted,
  );
  let line = 1;
  let lineEnd = endOfLine(chunk.text, 0);
  eachTerm(
    chunk.text,
    language,
    (term, position, _kind, _surface, offset) => {
      while (offset > lineEnd) {
        line += 1;
        lineEnd = endOfLine(chunk.text, lineEnd + 1);
      }
      terms.push(term);
      positions.push(leadPositions + position);
      lines.push(line);
    },
    isWanted,
  );
  return {
    terms,
    positions: Int32Array.from(positions),
    lines: Int32Array.from(lines),
    headings: termsOf(headingText(chunk.headings, chunk.document), language, isWanted),
    nearHeadings: termsOf(chunk.headings.slice(-2).join("\n"), language, isWanted),
    header: termsOf(chunk.header ?? "", language, isWanted),
  };
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end;
}

function termsOf(text: string, language: string, isWanted?: (word: string) => boolean): Set<string> {
  const terms = new Set<string>();
  eachTerm(text, language, (term) => void terms.add(term), isWanted);
  return terms;
}
