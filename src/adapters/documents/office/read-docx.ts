import type { Reading, ReadingResult } from "../reading.ts";
import { DocxBody } from "./docx-body.ts";
import { readStyles } from "./docx-styles.ts";
import type { OfficeFile } from "./office-file.ts";
import { coreTitle, relationsOf } from "./package-parts.ts";
import { parseXml } from "./parse-xml.ts";

/** Headings by style and outline level, lists, tables, footnotes; what was struck by tracked changes is left out. */
export async function readDocx(
  { source, sink }: Reading,
  { archive, main }: OfficeFile,
): Promise<ReadingResult> {
  const relations = await relationsOf(archive, main);
  const partOf = (type: string): string | undefined =>
    relations.find((relation) => relation.type === type && archive.has(relation.target))?.target;
  const styles = await readStyles(archive, partOf("styles"));
  const body = new DocxBody(styles, (block) => sink.add(block));
  for (const part of [main, partOf("footnotes"), partOf("endnotes")]) {
    if (part === undefined) continue;
    await parseXml(archive.text(part), body, async () => {
      await sink.room();
    });
    sink.progress(Math.min(archive.packed, source.size), source.size);
  }
  return { kind: "docx", title: (await coreTitle(archive)) ?? body.title, pages: null };
}
