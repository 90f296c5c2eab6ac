import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import PDFDocument from "pdfkit";
import { ZipFile } from "yazl";

export async function zipOf(
  entries: Readonly<Record<string, string | Buffer | (() => Readable)>>,
): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(entries)) {
    if (typeof content === "function") zip.addReadStream(content(), name);
    else zip.addBuffer(Buffer.from(content), name);
  }
  zip.end();
  // A stream of bytes; the package's types know it only as the older interface.
  return buffer(zip.outputStream as Readable);
}

export async function pdfOf(
  draw: (pdf: PDFKit.PDFDocument) => void,
  options: PDFKit.PDFDocumentOptions = {},
): Promise<Buffer> {
  const pdf = new PDFDocument(options);
  const bytes = buffer(pdf);
  draw(pdf);
  pdf.end();
  return bytes;
}

const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

export function relations(
  entries: Readonly<Record<string, readonly [type: string, target: string]>>,
): string {
  const list = Object.entries(entries).map(
    ([id, [type, target]]) => `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list.join("")}</Relationships>`;
}

/** A workbook of one sheet; `sheet` is what stands in sheetData. */
export function workbookOf(
  sheet: string | (() => Readable),
  more: Readonly<Record<string, string | Buffer>> = {},
): Promise<Buffer> {
  return zipOf({
    "_rels/.rels": relations({ r1: ["officeDocument", "xl/workbook.xml"] }),
    "xl/workbook.xml": `<workbook xmlns:r="${OFFICE}"><sheets><sheet name="Prices" sheetId="1" r:id="r1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relations({
      r1: ["worksheet", "worksheets/sheet1.xml"],
      r2: ["sharedStrings", "sharedStrings.xml"],
      r3: ["styles", "styles.xml"],
    }),
    "xl/worksheets/sheet1.xml":
      typeof sheet === "string" ? `<worksheet><sheetData>${sheet}</sheetData></worksheet>` : sheet,
    ...more,
  });
}

/** A text of one part; `body` is what stands in w:body. */
export function wordOf(
  body: string | (() => Readable),
  prologue = "",
  more: Readonly<Record<string, Buffer>> = {},
): Promise<Buffer> {
  return zipOf({
    "_rels/.rels": relations({ r1: ["officeDocument", "word/document.xml"] }),
    "word/document.xml":
      typeof body === "string"
        ? `<?xml version="1.0"?>${prologue}<w:document xmlns:w="w"><w:body>${body}</w:body></w:document>`
        : body,
    ...more,
  });
}

export function inlineRow(cells: readonly string[]): string {
  return `<row>${cells.map((cell) => `<c t="inlineStr"><is><t>${cell}</t></is></c>`).join("")}</row>`;
}
