import { linesOf } from "./lines-of.ts";
import type { Reading, ReadingResult } from "./reading.ts";
import { textOf } from "./text-encoding.ts";

/** Paragraphs are what stands between empty lines; a line that is a list's item is one by itself. */
export async function readText({ source, sink }: Reading): Promise<ReadingResult> {
  let paragraph: string[] = [];
  const close = (): void => {
    if (paragraph.length > 0) sink.add({ kind: "paragraph", text: paragraph.join("\n") });
    paragraph = [];
  };
  for await (const line of linesOf(textOf(source, sink))) {
    if (line.trim() === "") close();
    else if (/^\s{0,8}(?:[-*•‣–]|\d{1,3}[.)])\s+\S/.test(line)) {
      close();
      sink.add({ kind: "list-item", text: line.trim() });
    } else {
      paragraph.push(line);
      if (paragraph.length >= 200) close();
    }
    await sink.room();
  }
  close();
  return { kind: "text", title: null, pages: null };
}
