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

/** `[2]` written in a quoted text would pose as a citation once it is quoted: it becomes `(2)`. `list[2]` is code. */
export function withoutForgedNumbers(text: string): string {
  return text.replace(/(?<![\p{L}\p{N}_)\]])\[(\d{1,3})\]/gu, "($1)");
}

/** What a search of the workspace's documents says of a question, besides the passages that it found. */
export type RetrievalNote = {
  verdict: "answer" | "caveat" | "not_found";
  /** Names of the documents that come closest to a question that they do not answer. */
  closest: readonly string[];
};

const NOTE = /<retrieval verdict="(answer|caveat|not_found)"(?: closest="([^"<>]*)")?>[^<>]*<\/retrieval>/;
const CLOSEST_SEPARATOR = " | ";

const TOLD: Readonly<Record<RetrievalNote["verdict"], string>> = {
  answer: "These passages were found in the documents of the workspace.",
  not_found:
    "The documents of the workspace were searched and do not hold the answer. Unless this conversation itself holds it, say " +
    "plainly that it is not in the documents, name the closest documents if there are any, and do not answer from general knowledge.",
  caveat:
    "The search is not sure that these passages answer the question. Say what they do say, and plainly what they leave open.",
};

/** An element for the model beside the sources; names in it are XML-escaped. */
export function formatRetrievalNote({ verdict, closest }: RetrievalNote): string {
  const names = closest.map((name) => name.replaceAll(CLOSEST_SEPARATOR.trim(), "/"));
  const near = names.length === 0 ? "" : ` closest="${escapeXml(names.join(CLOSEST_SEPARATOR))}"`;
  return `<retrieval verdict="${verdict}"${near}>${TOLD[verdict]}</retrieval>`;
}

/** The first note in a text without source blocks, and the text without it. */
export function parseRetrievalNote(text: string): { note: RetrievalNote | undefined; rest: string } {
  const found = NOTE.exec(text);
  if (found === null) return { note: undefined, rest: text };
  const names = found[2] === undefined ? [] : unescapeXml(found[2]).split(CLOSEST_SEPARATOR);
  const verdict = found[1] === "answer" || found[1] === "caveat" ? found[1] : "not_found";
  const rest = text.slice(0, found.index) + text.slice(found.index + found[0].length);
  return { note: { verdict, closest: names }, rest };
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
