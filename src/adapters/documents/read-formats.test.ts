import { Document, HeadingLevel, Packer, Paragraph, Table, TableCell, TableRow, TextRun } from "docx";
import { describe, expect, it } from "vitest";
import { pdfOf, relations, workbookOf, zipOf } from "./testing/make-files.ts";
import { outline, testReader } from "./testing/reader.ts";

const reader = testReader();

describe("a PDF", () => {
  it("gives headings by size of type, paragraphs that are whole again, and the page of each", async () => {
    const bytes = await pdfOf(
      (pdf) => {
        pdf.fontSize(22).text("Travel handbook").moveDown();
        pdf.fontSize(11).text("Trains are booked in second class. ".repeat(12)).moveDown();
        pdf.text("Planes need the approval of a manager.");
        pdf.addPage().fontSize(16).text("Hotels").moveDown();
        pdf.fontSize(11).text("A night may cost 120 euros.");
      },
      { info: { Title: "Travel handbook 2024" } },
    );
    const document = await reader.read(bytes);
    expect(document).toMatchObject({ kind: "pdf", title: "Travel handbook 2024", pages: 2 });
    expect(outline(document)).toEqual([
      "h1 Travel handbook @1",
      `p ${"Trains are booked in second class. ".repeat(12).trim()} @1`,
      "p Planes need the approval of a manager. @1",
      "h2 Hotels @2",
      "p A night may cost 120 euros. @2",
    ]);
  });

  it("joins words that were parted at a line's end", async () => {
    const bytes = await pdfOf((pdf) => {
      pdf
        .fontSize(11)
        .text("The reimburse-", 72, 100)
        .text("ment of costs is up to the depart-", 72, 113)
        .text("ment.", 72, 126);
    });
    expect(outline(await reader.read(bytes))).toEqual([
      "p The reimbursement of costs is up to the department. @1",
    ]);
  });

  it("gives rows of a table where columns align, with the header kept", async () => {
    const bytes = await pdfOf((pdf) => {
      pdf.fontSize(11).text("The plans and what they cost are listed here for everybody to see.", 72, 80);
      for (const [i, row] of [
        ["Plan", "Seats", "Price"],
        ["Starter", "5", "10 EUR"],
        ["Team", "50", "99 EUR"],
      ].entries()) {
        for (const [j, cell] of row.entries()) pdf.text(cell, 72 + j * 140, 120 + i * 16);
      }
    });
    expect(outline(await reader.read(bytes)).slice(1)).toEqual([
      "r Plan | Seats | Price @1",
      "r Starter | 5 | 10 EUR {Plan | Seats | Price} @1",
      "r Team | 50 | 99 EUR {Plan | Seats | Price} @1",
    ]);
  });

  it("leaves out headers and footers that run through the pages", async () => {
    const bytes = await pdfOf((pdf) => {
      for (let page = 1; page <= 5; page++) {
        if (page > 1) pdf.addPage();
        pdf.fontSize(9).text("Handbook, internal", 72, 30);
        pdf.fontSize(11).text(`What stands on page ${page} only.`, 72, 200);
        pdf.fontSize(9).text(`Page ${page} of 5`, 72, 715, { lineBreak: false });
      }
    });
    expect(outline(await reader.read(bytes))).toEqual(
      [1, 2, 3, 4, 5].map((page) => `p What stands on page ${page} only. @${page}`),
    );
  });

  it("reads two columns one after the other", async () => {
    const bytes = await pdfOf((pdf) => {
      pdf.fontSize(9);
      for (let i = 0; i < 8; i++) {
        pdf.text(`left column number ${i} with words enough for prose`, 60, 100 + i * 12, {
          lineBreak: false,
        });
        pdf.text(`right column number ${i} with words enough for prose`, 330, 100 + i * 12, {
          lineBreak: false,
        });
      }
    });
    const text = (await reader.read(bytes)).blocks.map((block) => block.text).join(" ");
    expect(text.indexOf("left column number 7")).toBeLessThan(text.indexOf("right column number 0"));
  });
});

describe("Office files", () => {
  it("DOCX: title, headings, lists, tables with their header, no deleted text", async () => {
    const cell = (text: string) => new TableCell({ children: [new Paragraph(text)] });
    const bytes = await Packer.toBuffer(
      new Document({
        title: "Leave policy",
        sections: [
          {
            children: [
              new Paragraph({ text: "Leave", heading: HeadingLevel.HEADING_1 }),
              new Paragraph({
                children: [new TextRun("Thirty days "), new TextRun({ text: "a year.", bold: true })],
              }),
              new Paragraph({ text: "Sick leave", heading: HeadingLevel.HEADING_2 }),
              new Paragraph({ text: "Call before nine", bullet: { level: 0 } }),
              new Table({
                rows: [
                  new TableRow({ tableHeader: true, children: [cell("Years"), cell("Days")] }),
                  new TableRow({ children: [cell("0 to 5"), cell("30")] }),
                ],
              }),
            ],
          },
        ],
      }),
    );
    const document = await reader.read(bytes);
    expect(document).toMatchObject({ kind: "docx", title: "Leave policy", pages: null });
    expect(outline(document)).toEqual([
      "h1 Leave",
      "p Thirty days a year.",
      "h2 Sick leave",
      "i Call before nine",
      "r Years | Days",
      "r 0 to 5 | 30 {Years | Days}",
    ]);
  });

  it("XLSX: each sheet with its name, header with each row, dates and per cent as they are shown", async () => {
    const bytes = await workbookOf(
      `<row><c r="A1" t="inlineStr"><is><t>Price list</t></is></c></row>
       <row><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c r="C2" t="s"><v>2</v></c></row>
       <row><c r="A3" t="inlineStr"><is><t>Pro</t></is></c><c r="B3" s="1"><v>45352</v></c><c r="C3" s="2"><v>0.19</v></c></row>
       <row><c r="A4" t="inlineStr"><is><t>Free</t></is></c><c r="C4"><v>0.30000000000000004</v></c></row>`,
      {
        "xl/sharedStrings.xml":
          "<sst><si><t>Plan</t></si><si><r><t>Si</t></r><r><t>nce</t></r><rPh><t>x</t></rPh></si><si><t>Tax</t></si></sst>",
        "xl/styles.xml":
          '<styleSheet><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="9"/></cellXfs></styleSheet>',
      },
    );
    const document = await reader.read(bytes, "prices.xlsx");
    expect(document).toMatchObject({ kind: "xlsx", pages: 1 });
    expect(outline(document)).toEqual([
      "p Price list",
      "r Plan | Since | Tax",
      "r Pro | 2024-03-01 | 19% {Plan | Since | Tax}",
      "r Free |  | 0.3 {Plan | Since | Tax}",
    ]);
    expect(new Set(document.blocks.map((block) => block.section))).toEqual(new Set(["Prices"]));
  });

  it("PPTX: slides in their order with title, text, table and notes", async () => {
    const shape = (type: string, text: string) =>
      `<p:sp><p:nvSpPr><p:nvPr><p:ph type="${type}"/></p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:t>${text}</a:t></a:r></a:p></p:txBody></p:sp>`;
    const slide = (inner: string) => `<p:sld xmlns:p="p" xmlns:a="a">${inner}</p:sld>`;
    const bytes = await zipOf({
      "_rels/.rels": relations({ r1: ["officeDocument", "ppt/presentation.xml"] }),
      "ppt/presentation.xml":
        '<p:presentation xmlns:p="p" xmlns:r="r"><p:sldIdLst><p:sldId r:id="r9"/><p:sldId r:id="r8"/></p:sldIdLst></p:presentation>',
      "ppt/_rels/presentation.xml.rels": relations({
        r8: ["slide", "slides/slide1.xml"],
        r9: ["slide", "slides/slide2.xml"],
      }),
      "ppt/slides/slide1.xml": slide(
        `${shape("title", "Numbers")}<a:tbl><a:tr><a:tc><a:txBody><a:p><a:r><a:t>Year</a:t></a:r></a:p></a:txBody></a:tc><a:tc><a:txBody><a:p><a:r><a:t>Sales</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl>`,
      ),
      "ppt/slides/slide2.xml": slide(
        shape("body", "We grew.") + shape("title", "Results") + shape("sldNum", "7"),
      ),
      "ppt/slides/_rels/slide2.xml.rels": relations({ r1: ["notesSlide", "../notesSlides/notesSlide1.xml"] }),
      "ppt/notesSlides/notesSlide1.xml": slide(shape("body", "Say it slowly.")),
    });
    const document = await reader.read(bytes);
    expect(document).toMatchObject({ kind: "pptx", pages: 2 });
    expect(outline(document)).toEqual([
      "h1 Results @1",
      "i We grew. @1",
      "i Say it slowly. @1",
      "h1 Numbers @2",
      "r Year | Sales @2",
    ]);
  });
});

describe("files of text", () => {
  it("HTML: structure without scripts, styles, menus and what is hidden", async () => {
    const document = await reader.read(
      `<!doctype html><title>Terms &amp; prices</title><style>p{}</style><script>alert("evil")</script><nav>Home</nav>
       <h1>Terms</h1><p>One<br>two <b>bold</b><ul><li>first<li><p>second</p></ul>
       <table><tr><th>A<th>B<tr><td>1<td>2</table><pre>\n a\n  b</pre><div hidden>secret</div><p onclick="evil()">end`,
    );
    expect(document).toMatchObject({ kind: "html", title: "Terms & prices" });
    expect(outline(document)).toEqual([
      "h1 Terms",
      "p One\ntwo bold",
      "i first",
      "i second",
      "r A | B",
      "r 1 | 2 {A | B}",
      "c  a\n  b",
      "p end",
    ]);
  });

  it("Markdown: headings, lists, tables, code; front matter gives the title", async () => {
    const document = await reader.read(
      '---\ntitle: "Guide"\n---\n# Start\n\nSome *text*\nhere.\n\n- one\n  - two\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n```js\nlet x;\n```\n',
      "guide.md",
    );
    expect(document).toMatchObject({ kind: "markdown", title: "Guide" });
    expect(outline(document)).toEqual([
      "h1 Start",
      "p Some text here.",
      "i one",
      "i two",
      "r A | B",
      "r 1 | 2 {A | B}",
      "c let x;",
    ]);
  });

  it("CSV: quotes, semicolons, Windows line ends, the header kept", async () => {
    const document = await reader.read('Name;Price\r\n"Widget; ""blue""";12\r\nGadget;3\r\n', "list.csv");
    expect(document.kind).toBe("csv");
    expect(outline(document)).toEqual([
      "r Name | Price",
      'r Widget; "blue" | 12 {Name | Price}',
      "r Gadget | 3 {Name | Price}",
    ]);
  });

  it("JSON: containers as headings, values as lines, plain objects as items", async () => {
    const document = await reader.read(
      '{"plans":[{"name":"Pro","price":10},{"name":"Free","price":0}],"about":{"note":"x","more":{"deep":true}}}',
    );
    expect(document.kind).toBe("json");
    expect(outline(document)).toEqual([
      "h1 plans",
      "i name: Pro; price: 10",
      "i name: Free; price: 0",
      "h1 about",
      "p note: x",
      "i more: deep: true",
    ]);
    expect((await reader.read('{"a":1}\n{"a":2}\n', "rows.jsonl")).blocks.map((block) => block.text)).toEqual(
      ["a: 1", "a: 2"],
    );
  });

  it("EML: who, when, text and readable attachments, one level deep", async () => {
    const document = await reader.read(
      [
        "From: Ada <ada@example.com>",
        "To: bob@example.com",
        "Subject: =?utf-8?Q?Pr=C3=A4sentation?=",
        "Date: Mon, 1 Jan 2024 10:00:00 +0000",
        "MIME-Version: 1.0",
        "Content-Type: multipart/mixed; boundary=q",
        "",
        "--q",
        "Content-Type: text/html; charset=utf-8",
        "",
        "<p>Hello Bob.<script>evil()</script>",
        "--q",
        "Content-Type: text/csv",
        "Content-Disposition: attachment; filename=prices.csv",
        "",
        "Name,Price,Tax",
        "Pro,10,2",
        "--q",
        "Content-Type: application/octet-stream",
        "Content-Disposition: attachment; filename=tool.exe",
        "Content-Transfer-Encoding: base64",
        "",
        "f0VMRgAAAAAAAA==",
        "--q--",
      ].join("\r\n"),
    );
    expect(document).toMatchObject({ kind: "eml", title: "Präsentation" });
    expect(outline(document)).toEqual([
      "h1 Präsentation",
      'p From: "Ada" <ada@example.com>\nTo: bob@example.com\nDate: Mon, 01 Jan 2024 10:00:00 GMT',
      "p Hello Bob.",
      "h2 Attachment: prices.csv",
      "r Name | Price | Tax",
      "r Pro | 10 | 2 {Name | Price | Tax}",
      "h2 Attachment: tool.exe",
      "p (not read: This is a program, not a document.)",
    ]);
  });

  it("TXT in any encoding", async () => {
    const text = "Grüße aus Köln.\n\n- ein Punkt\n\nÜber 100 € im Monat.";
    const expected = ["p Grüße aus Köln.", "i - ein Punkt", "p Über 100 € im Monat."];
    const wide = Buffer.from(text, "utf16le");
    const western = Buffer.from(text.replace("€", "\u0080"), "latin1");
    for (const bytes of [
      text,
      Buffer.from(`\ufeff${text}`),
      Buffer.concat([Buffer.from([0xff, 0xfe]), wide]),
      Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(wide).swap16()]),
      western,
    ]) {
      expect(outline(await reader.read(bytes, "x.txt"))).toEqual(expected);
    }
    const lateUmlaut = Buffer.concat([
      Buffer.from("plain words\n".repeat(10_000)),
      Buffer.from("Köln", "latin1"),
    ]);
    expect((await reader.read(lateUmlaut)).blocks.at(-1)?.text).toMatch(/Köln$/);
  });
});
