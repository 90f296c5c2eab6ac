import { describe, expect, it } from "vitest";
import { chunkOf } from "../testing/documents.ts";
import { placeMarks } from "./place-marks.ts";
import { pieceHolds, readChunk } from "./read-chunk.ts";

const read = (text: string, more: { headings?: string[]; header?: string } = {}) =>
  readChunk({ text, headings: more.headings ?? [], header: more.header ?? null });
const kinds = (text: string, more = {}) => read(text, more).map(({ kind }) => kind);

describe("a passage as people read it", () => {
  it("shows the headings it stands under, and short lines that look like one", () => {
    expect(
      read("Returns\n\nAnything comes back.\n\nWithout a receipt\n\nWe exchange it.", {
        headings: ["Returns"],
      }),
    ).toEqual([
      { kind: "heading", level: 3, text: "Returns" },
      { kind: "paragraph", text: "Anything comes back." },
      { kind: "heading", level: 4, text: "Without a receipt" },
      { kind: "paragraph", text: "We exchange it." },
    ]);
  });

  it("shows rows of bars as a table, under their own head or the one of the table", () => {
    expect(read("What | Price\nKayak | 14\nBoard | 12")).toEqual([
      {
        kind: "table",
        head: null,
        rows: [
          ["What", "Price"],
          ["Kayak", "14"],
          ["Board", "12"],
        ],
      },
    ]);
    expect(read("Kayak | 14 | x", { header: "What | Price" })).toEqual([
      { kind: "table", head: ["What", "Price", ""], rows: [["Kayak", "14", "x"]] },
    ]);
  });

  it("shows lines with marks as a list", () => {
    expect(kinds("- one\n- two\n- three")).toEqual(["list"]);
    expect(kinds("1. one\n2. two")).toEqual(["list"]);
  });

  it.each([
    ["a sentence with a | bar in it."],
    ["- a dash and\nno second item"],
    [`${"A long line ".repeat(20)}without a stop`],
    ["ends with a colon:"],
  ])("leaves %j a paragraph", (text) => {
    expect(kinds(text)).toEqual(["paragraph"]);
  });

  it("makes nothing of blanks and survives what is no text", () => {
    expect(read(" \n\n \n\n\n")).toEqual([]);
    expect(kinds("|||\n|||")).toEqual(["paragraph"]);
  });
});

describe("the words an answer rests on", () => {
  const [paragraph] = read("Coffee may be returned\nwithin 45 days of the **roast date**.");

  it("are found whatever the reader did to line ends and marks", () => {
    if (!paragraph) throw new Error("no paragraph");
    expect(pieceHolds(paragraph, "within 45 days of the roast date")).toBe(true);
    expect(pieceHolds(paragraph, "within 54 days")).toBe(false);
    expect(pieceHolds(paragraph, " \n ")).toBe(false);
  });

  it("are found in a row of a table, and in a passage that the quote goes beyond", () => {
    const [table] = read("Kayak | 14\nBoard | 12");
    expect(table && pieceHolds(table, "Board | 12")).toBe(true);
    const quote = `Before it. Coffee may be returned within 45 days of the roast date. And so on.`;
    expect(paragraph && pieceHolds(paragraph, quote)).toBe(true);
  });
});

describe("the places in a document", () => {
  it("are told where they begin", () => {
    const chunks = [1, 1, 2, null].map((page, number) => chunkOf(number, { page }));
    expect(placeMarks(chunks, "pdf")).toEqual(["Page 1", null, "Page 2", null]);
    expect(placeMarks(chunks.slice(0, 1), "pptx")).toEqual(["Slide 1"]);
  });

  it("are sheets and times where there are no pages", () => {
    const chunks = ["Sheet Prices", "Sheet Prices", "03:20"].map((locator, number) =>
      chunkOf(number, { locator }),
    );
    expect(placeMarks(chunks, "xlsx")).toEqual(["Sheet Prices", null, "03:20"]);
  });
});
