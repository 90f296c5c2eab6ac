import type { Document, DocumentState } from "../types.ts";

export interface StateWords {
  readonly meaning: "ok" | "warn" | "error" | "accent" | "none";
  readonly text: string;
  /** 0 to 100 while it is being worked on and the end is known. */
  readonly percent: number | null;
}

const WORKING: ReadonlySet<DocumentState> = new Set(["queued", "reading", "splitting", "embedding"]);

/** Something still happens to it by itself. */
export function isWorking(state: DocumentState): boolean {
  return WORKING.has(state);
}

/** What people read in the column of states. A replaced document says that the former text is still found. */
export function stateWords(
  document: Pick<Document, "state" | "progress" | "kind" | "failure" | "searchable">,
): StateWords {
  const { state, progress, kind, failure } = document;
  switch (state) {
    case "ready":
      return { meaning: "ok", text: "Ready", percent: null };
    case "failed":
      return { meaning: "error", text: failureWords(failure?.code), percent: null };
    case "cancelled":
      return { meaning: "none", text: "Cancelled", percent: null };
    case "queued":
      return { meaning: "accent", text: "Waiting", percent: null };
    case "reading":
      return working(readingWords(kind, progress), progress);
    case "splitting":
      return working("Finding passages", progress);
    case "embedding":
      return working(ofWords("Preparing the search", progress, ""), progress);
  }
}

function working(text: string, { done, total }: Document["progress"]): StateWords {
  return { meaning: "accent", text, percent: total > 0 ? Math.min(100, (done / total) * 100) : null };
}

const SPOKEN = new Set(["audio", "video"]);

function readingWords(kind: string | null, progress: Document["progress"]): string {
  if (kind !== null && SPOKEN.has(kind)) return ofWords("Listening", progress, "");
  const noun = kind === "pptx" ? ", slide" : kind === "pdf" ? ", page" : ",";
  return ofWords("Reading", progress, noun);
}

function ofWords(verb: string, { done, total }: Document["progress"], noun: string): string {
  if (total <= 1) return verb;
  const count = `${Math.min(done, total).toLocaleString("en")} of ${total.toLocaleString("en")}`;
  return `${verb}${noun === "" ? "," : noun} ${count}`;
}

const FAILURES: Readonly<Record<string, string>> = {
  empty: "Nothing in it",
  damaged: "Damaged",
  encrypted: "Protected",
  needs_ocr: "No text found",
  needs_transcription: "Cannot listen",
  too_large: "Too large",
  unsupported: "Unknown kind",
  took_too_long: "Took too long",
  unreachable: "Not reached",
  refused_by_site: "Refused by the site",
  not_enough_credit: "Not enough credit",
};

/** Two or three words for a column; the sentence stands beside or under them. */
export function failureWords(code: string | undefined): string {
  return FAILURES[code ?? ""] ?? "Not read";
}

const KINDS: Readonly<Record<string, string>> = {
  pdf: "PDF",
  docx: "Word document",
  xlsx: "Excel workbook",
  pptx: "Presentation",
  csv: "CSV table",
  markdown: "Markdown",
  html: "Web page",
  text: "Text",
  json: "JSON",
  eml: "E-mail",
  audio: "Audio",
  video: "Video",
};

export function kindWords(kind: string | null): string {
  return KINDS[kind ?? ""] ?? "Document";
}

/** "38 pages", "12 slides", "3 sheets"; null where a document has none. */
export function pagesWords(kind: string | null, pages: number | null): string | null {
  if (pages === null || pages === 0) return null;
  const noun = kind === "pptx" ? "slide" : kind === "xlsx" ? "sheet" : "page";
  return `${pages.toLocaleString("en")} ${noun}${pages === 1 ? "" : "s"}`;
}
