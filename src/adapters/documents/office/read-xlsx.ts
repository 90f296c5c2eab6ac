import { ReadFailure } from "../../../modules/knowledge/ports.ts";
import type { Reading, ReadingResult } from "../reading.ts";
import { type CellFormat, readCellFormats } from "./cell-formats.ts";
import type { OfficeFile } from "./office-file.ts";
import { coreTitle, relationsOf } from "./package-parts.ts";
import { attributeOf, parseXml } from "./parse-xml.ts";
import { SheetRows } from "./sheet-rows.ts";

/** Characters of texts that cells share: they are held in memory as one list. */
const SHARED_CHARS = 60_000_000;
const SHARED_ENTRIES = 2_000_000;

/** Each sheet by itself; the first row that looks like one is kept as the header of the rows below it. */
export async function readXlsx({ sink }: Reading, { archive, main }: OfficeFile): Promise<ReadingResult> {
  const sheets: { name: string; id: string }[] = [];
  let uses1904 = false;
  await parseXml(archive.text(main), {
    open(tag, attributes) {
      if (tag === "sheet")
        sheets.push({ name: attributes.name ?? "", id: attributeOf(attributes, "id") ?? "" });
      if (tag === "workbookPr") uses1904 = ["1", "true"].includes(attributes.date1904 ?? "");
    },
  });
  const relations = await relationsOf(archive, main);
  const partOf = (type: string): string | undefined =>
    relations.find((relation) => relation.type === type && archive.has(relation.target))?.target;
  const shared = await readShared(partOf("sharedStrings"), archive);
  const stylesPart = partOf("styles");
  const formats: readonly CellFormat[] =
    stylesPart === undefined ? [] : await readCellFormats(archive, stylesPart);
  for (const [i, sheet] of sheets.entries()) {
    const part = relations.find((relation) => relation.id === sheet.id);
    // A sheet that is a chart has no rows.
    if (part === undefined || part.type !== "worksheet" || !archive.has(part.target)) continue;
    const rows = new SheetRows(sheet.name, { shared, formats, uses1904 }, (block) => sink.add(block));
    await parseXml(archive.text(part.target), rows, () => sink.room());
    sink.progress(i + 1, sheets.length);
  }
  return { kind: "xlsx", title: await coreTitle(archive), pages: sheets.length };
}

async function readShared(
  part: string | undefined,
  archive: OfficeFile["archive"],
): Promise<readonly string[]> {
  const texts: string[] = [];
  if (part === undefined) return texts;
  let chars = 0;
  let pieces: string[] = [];
  let inText = false;
  let inPhonetic = false;
  await parseXml(archive.text(part), {
    open(tag) {
      if (tag === "t") inText = true;
      else if (tag === "rPh") inPhonetic = true;
    },
    text(text) {
      if (inText && !inPhonetic) pieces.push(text);
    },
    close(tag) {
      if (tag === "t") inText = false;
      else if (tag === "rPh") inPhonetic = false;
      else if (tag === "si") {
        const text = pieces.join("");
        pieces = [];
        chars += text.length;
        texts.push(text);
        if (chars > SHARED_CHARS || texts.length > SHARED_ENTRIES) {
          throw new ReadFailure(
            "too_large",
            "This workbook holds too much text. Split it and add the parts.",
          );
        }
      }
    },
  });
  return texts;
}
