import { randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { inlineRow, pdfOf, wordOf, workbookOf } from "../../src/adapters/documents/testing/make-files.ts";

const FILE_BYTES = 20_000_000;
export const LONG_PDF = "long.pdf";
const LONG_PDF_PAGES = 500;
const WORDS =
  `travel refund order parcel customer manager approval invoice receipt deadline allowance transport
  insurance contract supplier`.split(/\s+/);

/** A text PDF of 500 pages, and a file of 20 MB of each format. */
export async function writeDocuments(folder: string): Promise<void> {
  await writeFile(join(folder, LONG_PDF), await textPdf(LONG_PDF_PAGES, 0));
  for (const [kind, make] of Object.entries(MAKERS)) {
    await writeFile(join(folder, `file.${kind}`), await make());
  }
}

let seed = 1;

function word(): string {
  seed = (seed * 48_271) % 2_147_483_647;
  return WORDS[seed % WORDS.length] ?? "";
}

function sentence(): string {
  return `The ${Array.from({ length: 12 }, word).join(" ")}. `;
}

const PARAGRAPHS = Array.from({ length: 2_000 }, () => Array.from({ length: 6 }, sentence).join(""));

function paragraph(): string {
  word();
  return PARAGRAPHS[seed % PARAGRAPHS.length] ?? "";
}

const MAKERS: Readonly<Record<string, () => Promise<string | Buffer>>> = {
  txt: async () => filled(FILE_BYTES, () => `${paragraph()}\n\n`),
  md: async () => filled(FILE_BYTES, (i) => `## Part ${i}\n\n${paragraph()}\n\n`),
  html: async () =>
    `<!doctype html><body>${filled(FILE_BYTES, (i) => `<h2>Part ${i}</h2><p>${paragraph()}</p>\n`)}`,
  csv: async () => `Number,Name,Text\n${filled(FILE_BYTES, (i) => `${i},${word()},${sentence()}\n`)}`,
  json: async () =>
    `[${filled(FILE_BYTES, (i) => `{"id":${i},"name":"${word()}","text":"${sentence()}"},\n`)}0]`,
  // Text packs well: noise, as pictures are, makes up the 20 MB.
  docx: () =>
    wordOf(
      filled(FILE_BYTES, () => `<w:p><w:r><w:t>${paragraph()}</w:t></w:r></w:p>`),
      "",
      { "word/media/image1.png": randomBytes(FILE_BYTES - 2_000_000) },
    ),
  xlsx: () =>
    workbookOf(() => Readable.from(sheet(), { objectMode: false }), {
      "xl/media/image1.png": randomBytes(FILE_BYTES - 8_000_000),
    }),
  pdf: () => textPdf(150, FILE_BYTES - 500_000),
};

/** 100,000 rows. */
function* sheet(): Generator<Buffer> {
  yield Buffer.from("<worksheet><sheetData>");
  for (let i = 0; i < 100; i++) {
    const rows = Array.from({ length: 1_000 }, () =>
      inlineRow([word(), randomBytes(20).toString("hex"), sentence()]),
    );
    yield Buffer.from(rows.join(""));
  }
  yield Buffer.from("</sheetData></worksheet>");
}

export function textPdf(pages: number, noise: number): Promise<Buffer> {
  return pdfOf(
    (pdf) => {
      for (let page = 1; page <= pages; page++) {
        pdf.addPage().fontSize(8).text("Company handbook", 72, 30);
        if (page % 5 === 1) pdf.fontSize(18).text(`Chapter ${page} on ${word()}`, 72, 70);
        pdf.fontSize(11).text([paragraph(), paragraph(), paragraph(), paragraph()].join("\n\n"), 72, 110);
      }
      if (noise > 0) pdf.file(randomBytes(noise), { name: "noise.bin" });
    },
    { autoFirstPage: false },
  );
}

function filled(bytes: number, piece: (i: number) => string): string {
  const parts: string[] = [];
  for (let i = 0, size = 0; size < bytes; i++) {
    const text = piece(i);
    parts.push(text);
    size += text.length;
  }
  return parts.join("");
}
