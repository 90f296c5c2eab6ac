/** Shapes of a document on its way from a reader to a passage. */

import { z } from "zod";

export type BlockKind = "heading" | "paragraph" | "list-item" | "table-row" | "code" | "caption";

/** A piece of a document, in reading order. */
export interface Block {
  readonly kind: BlockKind;
  readonly text: string;
  /** 1 to 6, of a heading. */
  readonly level?: number;
  /** From 1. */
  readonly page?: number;
  /** Sheet of a workbook, slide title, file of an archive. */
  readonly section?: string;
  /** Header cells of the table that a row belongs to; repeated to searches with each row group. */
  readonly header?: string;
  /** Seconds from the beginning, of spoken text. */
  readonly seconds?: number;
}

export interface ReadDocument {
  readonly kind: DocumentKind;
  readonly title: string | null;
  readonly blocks: readonly Block[];
  /** Pages, slides or sheets; null where there are none. */
  readonly pages: number | null;
}

export const DOCUMENT_KINDS = [
  "pdf",
  "docx",
  "xlsx",
  "pptx",
  "csv",
  "markdown",
  "html",
  "text",
  "json",
  "eml",
  "audio",
  "video",
] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** A document that was kept as JSON on its way. */
export const readDocumentSchema = z.object({
  kind: z.enum(DOCUMENT_KINDS),
  title: z.string().nullable(),
  blocks: z.array(
    z.object({
      kind: z.enum(["heading", "paragraph", "list-item", "table-row", "code", "caption"]),
      text: z.string(),
      level: z.number().exactOptional(),
      page: z.number().exactOptional(),
      section: z.string().exactOptional(),
      header: z.string().exactOptional(),
      seconds: z.number().exactOptional(),
    }),
  ),
  pages: z.number().nullable(),
});

/** A chunk as the splitter makes it. The texts of all chunks, joined, are the document's text. */
export interface Chunk {
  /** From 0. */
  readonly number: number;
  /** Its own text; the texts of a version's chunks in order, concatenated, rebuild the document's text. */
  readonly text: string;
  /** End of the text before, repeated for context; not part of the document's text again. */
  readonly lead: string;
  /** Title path: document title, then headings, outermost first. */
  readonly headings: readonly string[];
  readonly pageFrom: number | null;
  readonly pageTo: number | null;
  /** For people: "page 12", "Sheet Prices", "at 03:20". */
  readonly locator: string | null;
  readonly tokens: number;
  /** What stands before table rows. */
  readonly header: string | null;
}
