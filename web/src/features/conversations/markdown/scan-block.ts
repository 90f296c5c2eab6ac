import {
  type Fence,
  fenceCloses,
  indentOf,
  interruptsParagraph,
  isHeading,
  itemContentIndent,
  mayBecomeClosing,
  openFence,
  startsListItem,
} from "./line-syntax.ts";

/** Characters after which a list is cut between two items, so that a long one does not render as a whole. */
const LIST_PIECE = 2_000;

interface Line {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function* linesFrom(text: string, from: number): Generator<Line> {
  let start = from;
  while (start < text.length) {
    const found = text.indexOf("\n", start);
    const end = found < 0 ? text.length : found;
    yield { start, end, text: text.slice(start, end) };
    start = end + 1;
  }
}

/** Fenced code from its opening line to its closing one, or to the end of the text. */
export function scanFence(
  text: string,
  from: number,
  fence: Fence,
): { source: string; code: string; open: boolean } {
  const code: string[] = [];
  let end = text.length;
  let open = true;
  for (const line of linesFrom(text, from)) {
    if (line.start === from) continue;
    if (fenceCloses(line.text, fence)) {
      end = line.end;
      open = false;
      break;
    }
    code.push(unindent(line.text, fence.indent));
  }
  const last = code.at(-1);
  if (open && last !== undefined && last.trim() !== "" && mayBecomeClosing(last, fence)) code.pop();
  return { source: text.slice(from, end), code: code.join("\n"), open };
}

function unindent(line: string, columns: number): string {
  const spaces = /^ */.exec(line)?.[0].length ?? 0;
  return line.slice(Math.min(columns, spaces));
}

/** End of a paragraph, heading, quote, table or indented code: a blank line, or what may interrupt it. */
export function scanParagraph(text: string, from: number): number {
  const first = text.slice(from, from + 400).split("\n", 1)[0] ?? "";
  const indentedCode = indentOf(first) >= 4;
  let end = from;
  let blank = false;
  for (const line of linesFrom(text, from)) {
    if (line.text.trim() === "") {
      if (!indentedCode) return end;
      blank = true;
      continue;
    }
    if (line.start > from) {
      if (indentedCode && blank && indentOf(line.text) < 4) return end;
      if (openFence(line.text) || isHeading(line.text) || interruptsParagraph(line.text)) return end;
    }
    end = line.end;
    if (line.start === from && isHeading(line.text)) return end;
  }
  return end;
}

/** End of a list, or of a piece of a long one: items go on over blank lines as long as they are indented. */
export function scanList(text: string, from: number): number {
  let end = from;
  let blank = false;
  let content = 0;
  let fence: Fence | undefined;
  for (const line of linesFrom(text, from)) {
    const indent = indentOf(line.text);
    if (line.text.trim() === "") {
      blank = true;
      continue;
    }
    if (fence && indent >= content) {
      if (fenceCloses(line.text.slice(content), fence)) fence = undefined;
    } else {
      const sibling = startsListItem(line.text) && (line.start === from || indent < content);
      if (sibling && line.start - from > LIST_PIECE) return end;
      if (sibling) content = itemContentIndent(line.text);
      else if (indent < content && (blank || fence || openFence(line.text) || isHeading(line.text)))
        return end;
      fence = openFence(line.text.slice(content));
    }
    blank = false;
    end = line.end;
  }
  return end;
}
