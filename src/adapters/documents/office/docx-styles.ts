import type { Archive } from "./archive.ts";
import { attributeOf, parseXml } from "./parse-xml.ts";

/** What a paragraph's style says about it. */
export interface ParagraphStyle {
  /** 1 to 6, of a heading. */
  readonly level: number | null;
  readonly isTitle: boolean;
  readonly isList: boolean;
  readonly isCode: boolean;
}

interface StyleEntry {
  name: string;
  basedOn: string | null;
  outline: number | null;
  numbered: boolean;
}

const PLAIN: ParagraphStyle = { level: null, isTitle: false, isList: false, isCode: false };
const LONGEST_CHAIN = 20;

/** Styles by id; ids are translated in some editions, names and outline levels are not. */
export async function readStyles(
  archive: Archive,
  part: string | undefined,
): Promise<(id: string) => ParagraphStyle> {
  const entries = new Map<string, StyleEntry>();
  let open: StyleEntry | undefined;
  if (part !== undefined) {
    await parseXml(archive.text(part), {
      open(tag, attributes) {
        const value = attributeOf(attributes, "val") ?? "";
        if (tag === "style" && attributeOf(attributes, "type") === "paragraph") {
          open = { name: "", basedOn: null, outline: null, numbered: false };
          entries.set(attributeOf(attributes, "styleId") ?? "", open);
        } else if (open === undefined) return;
        else if (tag === "name") open.name = value.toLowerCase();
        else if (tag === "basedOn") open.basedOn = value;
        else if (tag === "outlineLvl") open.outline = Number(value);
        else if (tag === "numPr") open.numbered = true;
      },
      close(tag) {
        if (tag === "style") open = undefined;
      },
    });
  }
  return (id) => resolve(entries, id);
}

function resolve(entries: ReadonlyMap<string, StyleEntry>, id: string): ParagraphStyle {
  // A file without styles still names them.
  let entry = entries.get(id) ?? nameless(id);
  const style = { ...PLAIN };
  for (let step = 0; step < LONGEST_CHAIN; step++) {
    const { level, isTitle, isList, isCode } = ownStyle(entry);
    const merged = {
      level: style.level ?? level,
      isTitle: style.isTitle || isTitle,
      isList: style.isList || isList,
      isCode: style.isCode || isCode,
    };
    Object.assign(style, merged);
    const base = entry.basedOn === null ? undefined : entries.get(entry.basedOn);
    if (base === undefined) break;
    entry = base;
  }
  return style;
}

function ownStyle({ name, outline, numbered }: StyleEntry): ParagraphStyle {
  const named = /^heading\s*([1-9])$/.exec(name)?.[1];
  const level = named === undefined ? (outline !== null && outline < 9 ? outline + 1 : null) : Number(named);
  return {
    level: level === null ? null : Math.min(6, level),
    isTitle: name === "title",
    isList: /^list\b/.test(name) || numbered,
    isCode: /\b(?:code|preformatted|source)\b/.test(name),
  };
}

function nameless(id: string): StyleEntry {
  return { name: id.toLowerCase(), basedOn: null, outline: null, numbered: false };
}
