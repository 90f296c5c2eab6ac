export interface Fence {
  readonly character: "`" | "~";
  readonly length: number;
  /** Spaces before the fence; as many are taken off each line of code. */
  readonly indent: number;
  readonly language: string;
}

const FENCE = /^( {0,3})(`{3,}|~{3,})[ \t]*(.*)$/;
const ITEM = /^( {0,3})([-*+]|\d{1,9}[.)])([ \t]+|$)/;
const THEMATIC_BREAK = /^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const HEADING = /^ {0,3}#{1,6}(?:[ \t]|$)/;

/** The opening of fenced code (CommonMark 0.31, section 4.5), if the line is one. */
export function openFence(line: string): Fence | undefined {
  const match = FENCE.exec(line.trimEnd());
  if (!match) return undefined;
  const [, spaces = "", marks = "", info = ""] = match;
  const character = marks.startsWith("`") ? "`" : "~";
  if (character === "`" && info.includes("`")) return undefined;
  return {
    character,
    length: marks.length,
    indent: spaces.length,
    language: (info.split(/\s/)[0] ?? "").toLowerCase(),
  };
}

export function fenceCloses(line: string, fence: Fence): boolean {
  const marks = line.trim();
  return (
    marks.length >= fence.length && indentOf(line) <= 3 && marks === fence.character.repeat(marks.length)
  );
}

/** A line that could still become the closing fence when more of it arrives. */
export function mayBecomeClosing(line: string, fence: Fence): boolean {
  const marks = line.trim();
  return (
    indentOf(line) <= 3 && marks === fence.character.repeat(marks.length) && marks.length <= fence.length
  );
}

export function startsListItem(line: string): boolean {
  return ITEM.test(line) && !THEMATIC_BREAK.test(line);
}

/** Whether a list may begin here without a blank line before it (section 5.2): not when empty, numbers only from 1. */
export function interruptsParagraph(line: string): boolean {
  const match = startsListItem(line) ? ITEM.exec(line) : null;
  if (!match || line.slice(match[0].length).trim() === "") return false;
  return !/\d/.test(match[2] ?? "") || /^1[.)]$/.test(match[2] ?? "");
}

export function isHeading(line: string): boolean {
  return HEADING.test(line);
}

/** Column where the content of a list item begins; what follows with this indent belongs to the item. */
export function itemContentIndent(line: string): number {
  const match = ITEM.exec(line);
  if (!match) return 0;
  const [, indent = "", marker = "", gap = ""] = match;
  return indent.length + marker.length + (gap.length >= 1 && gap.length <= 4 ? gap.length : 1);
}

/** Leading columns; a tab counts as four. */
export function indentOf(line: string): number {
  let columns = 0;
  for (const character of line) {
    if (character === " ") columns += 1;
    else if (character === "\t") columns += 4;
    else break;
  }
  return columns;
}
