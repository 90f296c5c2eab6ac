import { type DocumentKind, ReadFailure } from "../../modules/knowledge/ports.ts";
import { detectType } from "./detect-type.ts";
import { type OfficeKind, readArchive } from "./office/read-archive.ts";
import type { Reading, ReadingResult } from "./reading.ts";

type Reader = (reading: Reading) => Promise<ReadingResult>;
type FileKind = Exclude<DocumentKind, OfficeKind | "audio" | "video">;

/** Loaded when first needed, so that a worker holds only the parsers of what it reads. */
const READERS: Readonly<Record<FileKind, () => Promise<Reader>>> = {
  pdf: async () => (await import("./pdf/read-pdf.ts")).readPdf,
  csv: async () => (await import("./read-csv.ts")).readCsv,
  markdown: async () => (await import("./read-markdown.ts")).readMarkdown,
  html: async () => (await import("./read-html.ts")).readHtml,
  text: async () => (await import("./read-text.ts")).readText,
  json: async () => (await import("./read-json.ts")).readJson,
  eml: async () => (await import("./read-mail.ts")).readMail,
};

/** Finds out what a file is and reads it. @throws ReadFailure, or what a parser throws */
export async function readContent(reading: Reading): Promise<ReadingResult> {
  const type = await detectType(reading.source);
  if (type === "zip") return readArchive(reading);
  if (type === "audio" || type === "video") {
    const sentence = `This is ${type === "audio" ? "a sound" : "a film"}. Connect a model that writes down speech, then add it again.`;
    throw new ReadFailure("needs_transcription", sentence, undefined, type);
  }
  if (type === "docx" || type === "xlsx" || type === "pptx") return readArchive(reading);
  const reader = await READERS[type]();
  return reader(reading);
}
