import { linesOf } from "./lines-of.ts";
import { markdownBlocks } from "./markdown-blocks.ts";
import type { Reading, ReadingResult } from "./reading.ts";
import { textOf } from "./text-encoding.ts";

/** The parser's time and memory grow faster than its text, so it is given sections of about this size. */
const SECTION_CHARS = 32_000;
const LONGEST_SECTION_CHARS = 256_000;

export async function readMarkdown({ source, sink }: Reading): Promise<ReadingResult> {
  let title: string | null = null;
  let isFirst = true;
  for await (const section of sectionsOf(linesOf(textOf(source, sink)))) {
    const text = isFirst ? withoutFrontMatter(section) : section;
    title ??= isFirst ? titleOf(section) : null;
    isFirst = false;
    for (const block of markdownBlocks(text)) {
      if (block.kind === "heading" && block.level === 1) title ??= block.text;
      sink.add(block);
    }
    await sink.room();
  }
  return { kind: "markdown", title, pages: null };
}

/** Cuts at empty lines outside of fenced code, where no list goes on. */
async function* sectionsOf(lines: AsyncIterable<string>): AsyncGenerator<string, void, void> {
  let section: string[] = [];
  let chars = 0;
  let fence: string | null = null;
  let afterEmpty = false;
  for await (const line of lines) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1] ?? null;
    const mayCut = afterEmpty && fence === null && /^\S/.test(line) && !/^(?:[-*+]|\d+[.)])\s/.test(line);
    if ((chars > SECTION_CHARS && mayCut) || chars > LONGEST_SECTION_CHARS) {
      yield section.join("\n");
      section = [];
      chars = 0;
    }
    if (mark !== null) fence = fence === null ? mark : closes(mark, fence) ? null : fence;
    section.push(line);
    chars += line.length + 1;
    afterEmpty = line.trim() === "";
  }
  yield section.join("\n");
}

function closes(mark: string, fence: string): boolean {
  return mark[0] === fence[0] && mark.length >= fence.length;
}

const FRONT_MATTER = /^\ufeff?---[ \t]*\n([\s\S]{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)/;

function withoutFrontMatter(text: string): string {
  return text.replace(FRONT_MATTER, "");
}

function titleOf(text: string): string | null {
  const line = FRONT_MATTER.exec(text)?.[1]
    ?.split("\n")
    .find((entry) => /^title\s*:/i.test(entry));
  return (
    line
      ?.replace(/^title\s*:\s*/i, "")
      .replace(/^(["'])(.*)\1\s*$/, "$2")
      .trim() || null
  );
}
