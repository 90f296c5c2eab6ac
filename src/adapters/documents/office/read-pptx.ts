import type { Block } from "../../../modules/knowledge/ports.ts";
import type { Reading, ReadingResult } from "../reading.ts";
import { TableWriter } from "../table-writer.ts";
import type { OfficeFile } from "./office-file.ts";
import { coreTitle, relationsOf } from "./package-parts.ts";
import { attributeOf, parseXml, type XmlHandlers } from "./parse-xml.ts";

/** Slides in their order: title as the heading, text, tables, then the speaker's notes. */
export async function readPptx({ sink }: Reading, { archive, main }: OfficeFile): Promise<ReadingResult> {
  const order: string[] = [];
  await parseXml(archive.text(main), {
    open(tag, attributes) {
      if (tag === "sldId") order.push(attributes["r:id"] ?? "");
    },
  });
  const targets = new Map(
    (await relationsOf(archive, main)).map((relation) => [relation.id, relation.target]),
  );
  const slides = order.map((id) => targets.get(id)).filter((name) => name !== undefined && archive.has(name));
  for (const [i, slide] of slides.entries()) {
    if (slide === undefined) continue;
    const page = i + 1;
    const shapes = new SlideShapes(page);
    await parseXml(archive.text(slide), shapes);
    for (const block of shapes.inReadingOrder()) sink.add(block);
    const notes = (await relationsOf(archive, slide)).find(
      (relation) => relation.type === "notesSlide",
    )?.target;
    if (notes !== undefined && archive.has(notes)) {
      const spoken = new SlideShapes(page);
      await parseXml(archive.text(notes), spoken);
      for (const block of spoken.blocks) sink.add(block);
    }
    sink.progress(page, slides.length);
    await sink.room();
  }
  return { kind: "pptx", title: await coreTitle(archive), pages: slides.length };
}

/** Placeholders whose text is the layout's, not the speaker's (ECMA-376 part 1, 19.7.10). */
const FURNITURE = new Set(["dt", "ftr", "sldNum", "hdr", "sldImg"]);
const BULLETED = new Set(["body", "obj", ""]);

class SlideShapes implements XmlHandlers {
  readonly blocks: Block[] = [];
  readonly #page: number;
  #titles: Block[] = [];
  /** Of the shape; undefined outside of placeholders. */
  #placeholder: string | undefined;
  #text: string[] = [];
  #inText = false;
  #table: TableWriter | undefined;
  #cells: string[] = [];
  #cell: string[] = [];

  constructor(page: number) {
    this.#page = page;
  }

  inReadingOrder(): readonly Block[] {
    return [...this.#titles, ...this.blocks];
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === "sp") this.#placeholder = undefined;
    else if (name === "ph") this.#placeholder = attributeOf(attributes, "type") ?? "";
    else if (name === "t") this.#inText = true;
    else if (name === "br") this.#text.push("\n");
    else if (name === "tbl")
      this.#table = new TableWriter((block) => this.blocks.push(block), { page: this.#page });
  }

  text(text: string): void {
    if (this.#inText) this.#text.push(text);
  }

  close(name: string): void {
    if (name === "t") this.#inText = false;
    else if (name === "p") this.#endParagraph();
    else if (name === "tc") {
      this.#cells.push(this.#cell.join(" "));
      this.#cell = [];
    } else if (name === "tr") {
      this.#table?.row(this.#cells);
      this.#cells = [];
    } else if (name === "tbl") this.#table = undefined;
    else if (name === "sp") this.#placeholder = undefined;
  }

  #endParagraph(): void {
    const text = this.#text.join("").trim();
    this.#text = [];
    if (text === "") return;
    const placeholder = this.#placeholder;
    if (this.#table !== undefined) this.#cell.push(text);
    else if (placeholder !== undefined && FURNITURE.has(placeholder)) return;
    else if (placeholder === "title" || placeholder === "ctrTitle") {
      this.#titles.push({ kind: "heading", level: 1, text: text.replace(/\s+/g, " "), page: this.#page });
    } else {
      const isBullet = placeholder !== undefined && BULLETED.has(placeholder);
      this.blocks.push({ kind: isBullet ? "list-item" : "paragraph", text, page: this.#page });
    }
  }
}
