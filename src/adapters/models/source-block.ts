/** A passage given to a model as context, numbered so that the answer can cite it as `[n]`. */
export type SourceBlock = {
  n: number;
  title: string;
  /** Where in the document: "page 2", "row 14", a heading. */
  locator?: string | undefined;
  text: string;
};

const OPENING = "<source ";
const CLOSING = "</source>";
const MAX_SOURCES = 1_000;

/** `<source n="1" title="Return policy" locator="page 2">text</source>`, XML-escaped, so text cannot close it. */
export function formatSourceBlock(source: SourceBlock): string {
  const locator = source.locator === undefined ? "" : ` locator="${escapeXml(source.locator)}"`;
  return `<source n="${source.n}" title="${escapeXml(source.title)}"${locator}>${escapeXml(source.text)}</source>`;
}

/** The first 1,000 source blocks in `text`, and what is left of the text without them. Linear in time. */
export function parseSourceBlocks(text: string): { sources: SourceBlock[]; rest: string } {
  const sources: SourceBlock[] = [];
  let rest = "";
  let at = 0;
  while (sources.length < MAX_SOURCES) {
    const open = text.indexOf(OPENING, at);
    const bodyAt = open < 0 ? -1 : text.indexOf(">", open) + 1;
    const close = bodyAt <= 0 ? -1 : text.indexOf(CLOSING, bodyAt);
    if (close < 0) break;
    const attributes = readAttributes(text.slice(open + OPENING.length, bodyAt - 1));
    const n = Number(attributes.get("n"));
    const end = close + CLOSING.length;
    if (Number.isSafeInteger(n) && n > 0) {
      rest += text.slice(at, open);
      sources.push({
        n,
        title: attributes.get("title") ?? "",
        locator: attributes.get("locator"),
        text: unescapeXml(text.slice(bodyAt, close)),
      });
    } else {
      rest += text.slice(at, end);
    }
    at = end;
  }
  return { sources, rest: rest + text.slice(at) };
}

function readAttributes(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, name = "", value = ""] of text.slice(0, 4_000).matchAll(/([a-z]{1,16})="([^"]*)"/g)) {
    found.set(name, unescapeXml(value));
  }
  return found;
}

const ESCAPES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};
const UNESCAPES = new Map(Object.entries(ESCAPES).map(([character, entity]) => [entity, character]));

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

function unescapeXml(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot|apos);/g, (entity) => UNESCAPES.get(entity) ?? entity);
}
