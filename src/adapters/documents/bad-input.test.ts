import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { inlineRow, pdfOf, wordOf, workbookOf, zipOf } from "./testing/make-files.ts";
import { outline, testReader } from "./testing/reader.ts";

const reader = testReader();
const LONG_MS = 120_000;
const DEPTH = 100_000;
/** A picture of one pixel. */
const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

function paragraph(text: string): string {
  return `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;
}

/** A compound file: its magic, then `content` as UTF-16, as its directory is. */
function compoundFile(content: string): Buffer {
  return Buffer.concat([
    Buffer.from("d0cf11e0a1b11ae1", "hex"),
    Buffer.alloc(1_016),
    Buffer.from(content, "utf16le"),
  ]);
}

describe("files that are locked", () => {
  it("a PDF with a password", async () => {
    const bytes = await pdfOf((pdf) => pdf.text("secret"), {
      userPassword: "open sesame",
      ownerPassword: "x",
    });
    expect(await reader.failure(bytes)).toBe(
      "encrypted: This PDF is protected by a password. Save it without one and add it again.",
    );
  });

  it("a PDF that only forbids printing is read", async () => {
    const bytes = await pdfOf((pdf) => pdf.text("Read me."), { ownerPassword: "x", permissions: {} });
    expect(outline(await reader.read(bytes))).toEqual(["p Read me. @1"]);
  });

  it("an Office file with a password, and an old Office file", async () => {
    expect(await reader.failure(compoundFile("Root Entry EncryptedPackage"), "plan.docx")).toMatch(
      /^encrypted: .*password/,
    );
    expect(await reader.failure(compoundFile("Root Entry WordDocument"), "plan.doc")).toMatch(
      /^unsupported: .*\.docx/,
    );
  });

  it("a zip whose entries are encrypted", async () => {
    const bytes = await wordOf(paragraph("secret"));
    for (let at = bytes.indexOf("PK\x01\x02"); at >= 0; at = bytes.indexOf("PK\x01\x02", at + 4))
      bytes[at + 8] = 1;
    expect(await reader.failure(bytes)).toMatch(/^encrypted: /);
  });
});

describe("files that hold nothing", () => {
  it("no bytes, blanks only, documents without text", async () => {
    expect(await reader.failure("")).toBe("empty: This file is empty. Check it and add it again.");
    expect(await reader.failure(" \n\t\r\n ", "a.txt")).toMatch(/^empty: /);
    expect(await reader.failure(await wordOf("<w:p/>"))).toMatch(/^empty: /);
    expect(await reader.failure(await pdfOf((pdf) => pdf.rect(10, 10, 50, 50).fill()))).toMatch(/^empty: /);
    expect(await reader.failure("{}", "a.json")).toMatch(/^empty: /);
    expect(await reader.failure(await zipOf({}))).toMatch(/^empty: /);
  });

  it("a PDF of pictures says that it needs to be read by a model, and what it is", async () => {
    const bytes = await pdfOf((pdf) =>
      pdf.image(PIXEL, 0, 0, { width: 600 }).addPage().image(PIXEL, 0, 0, { width: 600 }),
    );
    expect(await reader.failure(bytes)).toMatch(/^needs_ocr: /);
    await expect(reader.read(bytes)).rejects.toMatchObject({ kind: "pdf" });
  });

  it("sound and film say that they need to be written down, and what they are", async () => {
    const files: [string, Buffer][] = [
      ["audio", Buffer.from("ID3\x04\0\0\0\0\0\0xxxxxxxx", "latin1")],
      ["audio", Buffer.from("RIFF\x24\0\0\0WAVEfmt ", "latin1")],
      ["audio", Buffer.from("\0\0\0\x20ftypM4A \0\0\0\0", "latin1")],
      ["video", Buffer.from("\0\0\0\x20ftypisom\0\0\0\0", "latin1")],
      ["video", Buffer.from("1a45dfa39f4286810142f781", "hex")],
    ];
    for (const [kind, bytes] of files) {
      await expect(reader.read(bytes, "talk.txt")).rejects.toMatchObject({
        code: "needs_transcription",
        kind,
      });
    }
  });
});

describe("files that are broken", () => {
  it("end in the middle", async () => {
    const word = await wordOf(paragraph("words ".repeat(5_000)));
    expect(await reader.failure(word.subarray(0, word.length / 2))).toMatch(/^damaged: /);
    const pdf = await pdfOf((page) => page.text("words ".repeat(500)));
    expect(await reader.failure(pdf.subarray(0, 200))).toMatch(/^damaged: /);
    // The parser finds what is left of a PDF; what it finds may be text.
    expect(await reader.failure(pdf.subarray(0, pdf.length / 2))).toMatch(
      /^(?:damaged|empty|needs_ocr): |^read as pdf/,
    );
  });

  it("begin well and go on as noise", async () => {
    const noise = Buffer.from(Array.from({ length: 50_000 }, (_, i) => (i * 7_919 + (i >> 3) * 31) % 256));
    expect(await reader.failure(Buffer.concat([Buffer.from("%PDF-1.7\n"), noise]))).toMatch(/^damaged: /);
    expect(await reader.failure(Buffer.concat([Buffer.from("PK\x03\x04"), noise]))).toMatch(/^damaged: /);
    expect(await reader.failure(noise)).toMatch(/^unsupported: /);
  });

  it("hold XML or JSON that is not well formed", async () => {
    expect(await reader.failure(await wordOf("<w:p><w:t>a</w:p>"))).toMatch(/^damaged: /);
    expect(await reader.failure(await workbookOf("<row><c>"))).toMatch(/^damaged: /);
    expect(await reader.failure('{"a": [1, 2', "a.json")).toMatch(/^damaged: /);
  });

  it("are of a kind that is not read: each sentence says what to do", async () => {
    const sentences = await Promise.all(
      [
        PIXEL,
        Buffer.from("{\\rtf1 hello}"),
        Buffer.from("1f8b0800", "hex"),
        await zipOf({ "a.txt": "x" }),
      ].map((bytes) => reader.failure(bytes)),
    );
    expect(sentences).toEqual([
      "unsupported: This is a picture. Add it as a PDF, or write what it says into a document.",
      "unsupported: This is a rich text file. Save it as .docx or .pdf and add that.",
      "unsupported: This is an archive. Unpack it and add the files.",
      "unsupported: This is an archive. Unpack it and add the files.",
    ]);
  });
});

/** Sixty megabytes of one letter in a few kilobytes. */
function bomb(): Promise<Buffer> {
  const megabyte = Buffer.alloc(1_000_000, "a");
  const pieces = [Buffer.from("<w:document><w:p><w:t>"), ...Array.from({ length: 60 }, () => megabyte)];
  return wordOf(() => Readable.from(pieces, { objectMode: false }));
}

describe("files that are too much", () => {
  const small = testReader({ limits: { unpackedBytes: 5_000_000, archiveEntries: 500 } });

  it("a zip bomb is stopped while it unpacks", async () => {
    const bytes = await bomb();
    expect(bytes.length).toBeLessThan(200_000);
    expect(await small.failure(bytes)).toMatch(/^too_large: This file unpacks to more/);
  });

  it("a zip bomb whose headers call it small is no better off", async () => {
    const bytes = await bomb();
    for (let at = bytes.indexOf("PK\x01\x02"); at >= 0; at = bytes.indexOf("PK\x01\x02", at + 4)) {
      bytes.writeUInt32LE(100, at + 24);
    }
    expect(await small.failure(bytes)).toMatch(/^(?:too_large|damaged): /);
  });

  it("a zip of more entries than any document has", async () => {
    const entries = Object.fromEntries(Array.from({ length: 600 }, (_, i) => [`word/${i}.xml`, ""]));
    expect(await small.failure(await zipOf(entries))).toMatch(/^too_large: /);
  });

  it("a million rows of CSV", { timeout: LONG_MS }, async () => {
    const rows = Array.from({ length: 1_000_000 }, (_, i) => `${i},Widget ${i},${i % 97}`).join("\n");
    expect(await reader.failure(`Number,Name,Price\n${rows}`, "rows.csv")).toBe(
      "too_large: This file has more than 500,000 rows or paragraphs. Split it and add the parts.",
    );
  });

  it("a million rows of XLSX", { timeout: LONG_MS }, async () => {
    function* rows(): Generator<Buffer> {
      yield Buffer.from("<worksheet><sheetData>");
      const thousand = Buffer.from(inlineRow(["Widget", "blue", "12"]).repeat(1_000));
      for (let i = 0; i < 1_000; i++) yield thousand;
      yield Buffer.from("</sheetData></worksheet>");
    }
    const bytes = await workbookOf(() => Readable.from(rows(), { objectMode: false }));
    expect(await testRows.failure(bytes)).toMatch(/^too_large: This file has more than 20,000 rows/);
  });
  const testRows = testReader({ limits: { blocks: 20_000 } });

  it("a row that never ends", async () => {
    expect(await reader.failure(`a,b,c\n1,2,3\n"${"x".repeat(3_000_000)}`, "a.csv")).toMatch(
      /^damaged: A quotation mark/,
    );
  });

  it("one line of ten megabytes is read", async () => {
    const { blocks } = await reader.read("x".repeat(10_000_000), "line.txt");
    expect(blocks.reduce((sum, block) => sum + block.text.length, 0)).toBeGreaterThanOrEqual(10_000_000);
  });

  it("a file that needs more memory than there is ends its thread and no more", {
    timeout: LONG_MS,
  }, async () => {
    const tight = testReader({ memoryMegabytes: 48 });
    const json = `[${Array.from({ length: 1_200_000 }, (_, i) => `{"n${i}":[${i}]}`).join(",")}]`;
    expect(await tight.failure(json, "big.json")).toBe(
      "too_large: This file needs too much memory to be read. Split it and add the parts.",
    );
    expect(outline(await tight.read("Still here."))).toEqual(["p Still here."]);
  });
});

describe("files that are nested 100,000 levels deep", () => {
  const cases: [string, () => Promise<string | Buffer> | string, string, RegExp][] = [
    ["HTML", () => `<!doctype html>${"<div>".repeat(DEPTH)}deep`, "a.html", /^read as html, 1 blocks/],
    ["HTML tables", () => `<!doctype html>${"<table><tr><td>".repeat(DEPTH)}deep`, "a.html", /^read as html/],
    ["HTML lists", () => `<!doctype html>${"<ul><li>x".repeat(DEPTH)}`, "a.html", /^read as html, 100000/],
    ["DOCX", () => wordOf("<w:x>".repeat(DEPTH)), "a.docx", /^too_large: .*nested/],
    ["JSON lists", () => `${"[".repeat(DEPTH)}1${"]".repeat(DEPTH)}`, "a.json", /^(?:too_large|damaged): /],
    [
      "JSON objects",
      () => `${'{"a":'.repeat(DEPTH)}1${"}".repeat(DEPTH)}`,
      "a.json",
      /^(?:too_large|damaged): /,
    ],
    ["Markdown quotes", () => `# T\n\n${"> ".repeat(DEPTH)}deep`, "a.md", /^read as markdown/],
    ["Markdown lists", () => `# T\n\n${"- ".repeat(DEPTH)}deep`, "a.md", /^read as markdown/],
    ["Markdown brackets", () => `# T\n\n${"[".repeat(DEPTH)}deep`, "a.md", /^read as markdown/],
    ["Markdown emphasis", () => `# T\n\n${"*a_ ".repeat(DEPTH)}`, "a.md", /^read as markdown/],
    [
      "EML",
      () =>
        `From: a@b.c\r\nTo: d@e.f\r\nSubject: deep\r\n${Array.from({ length: 5_000 }, (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`).join("")}\r\ntext`,
      "a.eml",
      /^(?:read as eml|damaged: |too_large: )/,
    ],
  ];
  for (const [name, make, file, expected] of cases) {
    it(name, { timeout: LONG_MS }, async () => {
      expect(await reader.failure(await make(), file)).toMatch(expected);
    });
  }

  it("entities that multiply are not expanded", async () => {
    const entities = Array.from(
      { length: 10 },
      (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`,
    ).join("");
    const prologue = `<!DOCTYPE x [<!ENTITY l0 "lol">${entities}]>`;
    expect(await reader.failure(await wordOf(paragraph("&l10;"), prologue))).toMatch(/^damaged: /);
  });
});

describe("names decide nothing", () => {
  it("a wrong ending does not mislead", async () => {
    const pdf = await pdfOf((page) => page.text("I am a PDF."));
    expect((await reader.read(pdf, "notes.txt")).kind).toBe("pdf");
    expect((await reader.read(await wordOf(paragraph("I am a letter.")), "scan.pdf")).kind).toBe("docx");
    expect(
      (await reader.read("<!DOCTYPE html><html><body><p>A page.</p></body></html>", "table.csv")).kind,
    ).toBe("html");
    expect(
      (await reader.read("Just words, nothing else, and more of them.\nAnother line, here.", "fake.pdf"))
        .kind,
    ).toBe("text");
    expect((await reader.read('{"a": 1, "b": [1, 2]}', "data.txt")).kind).toBe("json");
  });

  it("strange names are names", async () => {
    for (const name of [
      "../../etc/passwd",
      "a/b\\c.txt",
      "🧾🦦.txt",
      `${"n".repeat(4_000)}.txt`,
      "\0.txt",
      "",
      ".",
    ]) {
      expect(outline(await reader.read("Read me.", name))).toEqual(["p Read me."]);
    }
  });
});
