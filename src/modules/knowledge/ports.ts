/** What knowledge needs of the outside; adapters fulfil it. Shapes that readers, splitter, index and search share. */

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

/** Why a document cannot be read: one of a closed set, with a sentence that says what to do. */
export type ReadFailureCode =
  | "empty"
  | "damaged"
  | "encrypted"
  | "needs_ocr"
  | "needs_transcription"
  | "too_large"
  | "unsupported"
  | "took_too_long"
  | "unreachable"
  | "refused_by_site"
  | "not_enough_credit"
  | "internal";

export class ReadFailure extends Error {
  readonly code: ReadFailureCode;

  constructor(code: ReadFailureCode, sentence: string, cause?: unknown) {
    super(sentence, cause === undefined ? undefined : { cause });
    this.name = "ReadFailure";
    this.code = code;
  }
}

/** Reads a file off the event loop. Type is decided by content, not by name. */
export interface DocumentReader {
  /**
   * @param path of a local file
   * @throws ReadFailure; the signal's reason after an abort
   */
  read(
    path: string,
    name: string,
    signal: AbortSignal,
    progress: (done: number, total: number) => void,
  ): Promise<ReadDocument>;
  close(): Promise<void>;
}

export interface FetchedPage {
  /** After redirects. */
  readonly url: string;
  readonly status: "changed" | "unchanged";
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly document: ReadDocument | null;
  /** Links to other pages, absolute, without fragment. */
  readonly links: readonly string[];
  readonly sha256: string | null;
}

export interface WebReader {
  /** One page. @throws ReadFailure */
  page(
    url: string,
    known: { readonly etag: string | null; readonly lastModified: string | null; readonly sha256: string | null },
    signal: AbortSignal,
  ): Promise<FetchedPage>;
  /** Whether robots.txt lets us, and how long to wait between requests, ms. */
  robots(url: string, signal: AbortSignal): Promise<{ readonly allowed: boolean; readonly delayMs: number; readonly sitemaps: readonly string[] }>;
  /** Addresses of a sitemap, indexes followed. */
  sitemap(url: string, limit: number, signal: AbortSignal): Promise<readonly string[]>;
  close(): Promise<void>;
}

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
  /** For people: "page 12", "Sheet Prices", "03:20". */
  readonly locator: string | null;
  readonly tokens: number;
  /** What stands before table rows. */
  readonly header: string | null;
}

/** Vectors of chunks, searched by nearness. Workspace and version are part of every query. */
export interface VectorIndex {
  readonly name: "exact" | "pgvector" | "qdrant";
  upsert(workspaceId: string, model: string, rows: readonly VectorRow[]): Promise<void>;
  removeVersion(workspaceId: string, versionId: string): Promise<void>;
  /** @param versions that may be found, all of them live */
  search(
    workspaceId: string,
    model: string,
    vector: Float32Array,
    versions: ReadonlySet<string>,
    limit: number,
    signal: AbortSignal,
  ): Promise<readonly { readonly versionId: string; readonly number: number; readonly score: number }[]>;
  check(): Promise<string>;
}

export interface VectorRow {
  readonly versionId: string;
  readonly number: number;
  readonly vector: Float32Array;
}
