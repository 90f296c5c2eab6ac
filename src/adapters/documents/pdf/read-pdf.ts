import { ReadFailure } from "../../../modules/knowledge/ports.ts";
import type { Reading, ReadingResult } from "../reading.ts";
import { openPdf, type Pdf } from "./open-pdf.ts";
import { pageBlocks } from "./page-blocks.ts";
import { lineText, type PageLines, readPageLines } from "./page-lines.ts";
import { withoutRunningLines } from "./running-lines.ts";
import { normalTitle, styleOf } from "./text-style.ts";

const FEWEST_CHARS_A_PAGE = 10;
/** Below this share of pages with text a document is taken for a scan with a cover of text. */
const SCANNED_SHARE = 0.1;
const OUTLINE_ENTRIES = 10_000;
const SCANNED =
  "This PDF holds pictures of pages and no text. Connect a model that reads pictures, or add a version with text.";

/** Text with page numbers; headings by size of type and by the document's own outline. */
export async function readPdf({ source, sink, limits }: Reading): Promise<ReadingResult> {
  if (source.size > limits.wholeBytes) {
    throw new ReadFailure("too_large", "A PDF may be 100 MB at most. Split it and add the parts.");
  }
  const bytes = await source.whole();
  // A picture is a stream of its own, so its dictionary is never packed.
  const hasPictures = bytes.includes("/Subtype /Image") || bytes.includes("/Subtype/Image");
  const pdf = await openPdf(bytes);
  try {
    if (pdf.numPages > limits.pages) {
      throw new ReadFailure(
        "too_large",
        `A PDF may have ${limits.pages} pages at most. Split it and add the parts.`,
      );
    }
    const pages = await readPages(pdf, (done) => sink.progress(done, pdf.numPages), limits.chars);
    if (hasPictures && isScanned(pages)) throw new ReadFailure("needs_ocr", SCANNED, undefined, "pdf");
    const style = styleOf(pages, await outlineOf(pdf));
    for (const page of withoutRunningLines(pages)) {
      for (const block of pageBlocks(page, style)) sink.add(block);
      await sink.room();
    }
    return { kind: "pdf", title: await titleOf(pdf), pages: pdf.numPages };
  } finally {
    await pdf.loadingTask.destroy();
  }
}

async function readPages(pdf: Pdf, told: (done: number) => void, maximumChars: number): Promise<PageLines[]> {
  const pages: PageLines[] = [];
  let chars = 0;
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await readPageLines(pdf, number);
    chars += page.lines.reduce((sum, line) => sum + lineText(line).length, 0);
    if (chars > maximumChars) {
      throw new ReadFailure("too_large", "This PDF holds too much text. Split it and add the parts.");
    }
    pages.push(page);
    told(number);
  }
  return pages;
}

function isScanned(pages: readonly PageLines[]): boolean {
  const withText = pages.filter(
    ({ lines }) => lines.reduce((sum, line) => sum + lineText(line).length, 0) >= FEWEST_CHARS_A_PAGE,
  );
  return withText.length === 0 || withText.length < pages.length * SCANNED_SHARE;
}

/** Levels of the document's own table of contents, by title. */
async function outlineOf(pdf: Pdf): Promise<ReadonlyMap<string, number>> {
  const levels = new Map<string, number>();
  const outline = await pdf.getOutline().catch(() => null);
  const waiting = (outline ?? []).map((entry) => ({ entry, level: 1 }));
  for (
    let next = waiting.shift();
    next !== undefined && levels.size < OUTLINE_ENTRIES;
    next = waiting.shift()
  ) {
    const title = normalTitle(next.entry.title);
    if (title !== "" && !levels.has(title)) levels.set(title, Math.min(6, next.level));
    for (const entry of next.entry.items) waiting.push({ entry, level: next.level + 1 });
  }
  return levels;
}

/** The title among the file's properties, unless a program filled it in. */
async function titleOf(pdf: Pdf): Promise<string | null> {
  const metadata = await pdf.getMetadata().catch(() => null);
  // The parser types the properties as an object without fields.
  const title: unknown = metadata === null ? null : Reflect.get(metadata.info, "Title");
  if (typeof title !== "string") return null;
  const isFilledIn = /^(?:untitled|microsoft word\b.*|document\d*|.*\.(?:docx?|pdf|indd|dvi|tex|ps))$/i.test(
    title.trim(),
  );
  return isFilledIn ? null : title.trim().slice(0, 500) || null;
}
