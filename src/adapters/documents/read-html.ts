import { HtmlBlocks } from "./html-blocks.ts";
import type { Reading, ReadingResult } from "./reading.ts";
import { textOf } from "./text-encoding.ts";

export async function readHtml({ source, sink }: Reading): Promise<ReadingResult> {
  const blocks = new HtmlBlocks((block) => sink.add(block));
  for await (const part of textOf(source, sink)) {
    blocks.write(part);
    await sink.room();
  }
  return { kind: "html", title: blocks.end(), pages: null };
}
