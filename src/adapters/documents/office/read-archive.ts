import { ReadFailure } from "../../../modules/knowledge/ports.ts";
import type { Reading, ReadingResult } from "../reading.ts";
import { Archive } from "./archive.ts";
import { relationsOf } from "./package-parts.ts";

export type OfficeKind = "docx" | "xlsx" | "pptx";

/** Opens a zip, finds out what it holds, and reads it. @throws ReadFailure for archives that are no document */
export async function readArchive(reading: Reading): Promise<ReadingResult> {
  const archive = await Archive.open(reading.source, reading.limits);
  try {
    const relations = await relationsOf(archive, "");
    const main =
      relations.find((relation) => relation.type === "officeDocument")?.target ?? usualMain(archive);
    const kind = main === undefined ? null : officeKindOf(main);
    if (main === undefined || kind === null || !archive.has(main)) throw notADocument(archive);
    const file = { archive, main };
    switch (kind) {
      case "docx":
        return await (await import("./read-docx.ts")).readDocx(reading, file);
      case "xlsx":
        return await (await import("./read-xlsx.ts")).readXlsx(reading, file);
      case "pptx":
        return await (await import("./read-pptx.ts")).readPptx(reading, file);
    }
  } finally {
    archive.close();
  }
}

const USUAL: Readonly<Record<string, OfficeKind>> = {
  "word/document.xml": "docx",
  "xl/workbook.xml": "xlsx",
  "ppt/presentation.xml": "pptx",
};

function usualMain(archive: Archive): string | undefined {
  return Object.keys(USUAL).find((name) => archive.has(name));
}

function officeKindOf(main: string): OfficeKind | null {
  if (main in USUAL) return USUAL[main] ?? null;
  if (main.startsWith("word/")) return "docx";
  if (main.startsWith("xl/")) return main.endsWith(".bin") ? null : "xlsx";
  return main.startsWith("ppt/") ? "pptx" : null;
}

function notADocument(archive: Archive): ReadFailure {
  if (archive.has("xl/workbook.bin")) {
    return new ReadFailure("unsupported", "This is a binary workbook. Save it as .xlsx and add that.");
  }
  if (archive.has("mimetype") && archive.has("content.xml")) {
    return new ReadFailure(
      "unsupported",
      "This is an OpenDocument file. Save it as .docx, .xlsx or .pptx and add that.",
    );
  }
  if (archive.has("mimetype") && archive.has("META-INF/container.xml")) {
    return new ReadFailure("unsupported", "This is an e-book. Save it as a PDF and add that.");
  }
  return new ReadFailure("unsupported", "This is an archive. Unpack it and add the files.");
}
