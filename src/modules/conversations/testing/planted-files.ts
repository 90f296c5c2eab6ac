import { Document, Packer, Paragraph, TextRun } from "docx";
import PdfDocument from "pdfkit";

/** Files in several formats that say the same paragraphs. */
export const FORMATS: Readonly<
  Record<string, (paragraphs: readonly string[]) => Promise<string | Uint8Array>>
> = {
  "plan.md": async (paragraphs) => `# Warehouse\n\n${paragraphs.join("\n\n")}\n`,
  "plan.txt": async (paragraphs) => `Warehouse\n\n${paragraphs.join("\n\n")}\n`,
  "plan.html": async (paragraphs) =>
    `<!doctype html><html><head><title>Warehouse</title></head><body><h1>Warehouse</h1>${paragraphs
      .map((paragraph) => `<p>${escaped(paragraph)}</p>`)
      .join("")}</body></html>`,
  "plan.csv": async (paragraphs) =>
    [
      "Topic,Note",
      ...paragraphs.map((paragraph, n) => `Line ${n},"${paragraph.replaceAll('"', '""')}"`),
    ].join("\r\n"),
  "plan.eml": async (paragraphs) =>
    [
      "From: boss@example.com",
      "To: team@example.com",
      "Subject: Warehouse",
      "Date: Mon, 1 Feb 2027 10:00:00 +0000",
      "MIME-Version: 1.0",
      "Content-Type: text/plain; charset=utf-8",
      "",
      paragraphs.join("\r\n\r\n"),
      "",
    ].join("\r\n"),
  "plan.docx": async (paragraphs) => {
    const children = paragraphs.map((paragraph) => new Paragraph({ children: [new TextRun(paragraph)] }));
    return Packer.toBuffer(new Document({ sections: [{ children }] }));
  },
  "plan.pdf": (paragraphs) =>
    new Promise((resolve) => {
      const pdf = new PdfDocument();
      const pieces: Buffer[] = [];
      pdf.on("data", (piece: Buffer) => pieces.push(piece));
      pdf.on("end", () => resolve(Buffer.concat(pieces)));
      for (const paragraph of paragraphs) pdf.text(paragraph).moveDown();
      pdf.end();
    }),
};

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
