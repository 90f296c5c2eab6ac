import type { DocumentChunk } from "../types.ts";

/** What stands above a passage where another page, sheet or time begins; null where it goes on. */
export function placeMarks(chunks: readonly DocumentChunk[], kind: string | null): (string | null)[] {
  let before: string | null = null;
  return chunks.map((chunk) => {
    const here = placeOf(chunk, kind);
    const mark = here === before ? null : here;
    before = here;
    return mark;
  });
}

function placeOf({ page, locator }: DocumentChunk, kind: string | null): string | null {
  if (page !== null && kind !== "xlsx")
    return `${kind === "pptx" ? "Slide" : "Page"} ${page.toLocaleString("en")}`;
  return locator;
}
