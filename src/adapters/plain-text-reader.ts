import { readFile } from "node:fs/promises";
import { type Block, type DocumentReader, ReadFailure } from "../modules/knowledge/ports.ts";

/** Markdown and plain text. */
export function createPlainTextReader(): DocumentReader {
  return {
    async read(path, name) {
      const text = await readFile(path, "utf8");
      const blocks = text.split(/\n\s*\n/).flatMap((part): Block[] => {
        const heading = /^(#{1,6})\s+(.+)$/s.exec(part.trim());
        if (part.trim() === "") return [];
        if (heading?.[1] !== undefined && heading[2] !== undefined) {
          return [{ kind: "heading", level: heading[1].length, text: heading[2] }];
        }
        return [{ kind: "paragraph", text: part.trim() }];
      });
      if (blocks.length === 0) throw new ReadFailure("empty", "There is no text in it.");
      return { kind: /\.md$/i.test(name) ? "markdown" : "text", title: null, blocks, pages: null };
    },
    close: async () => {},
  };
}
