/** An element of rendered markup. Names of attributes are in lower case, as browsers take them. */
export interface Shown {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (Shown | string)[];
}

const VOID = new Set(["input", "br", "hr", "img", "meta", "link", "wbr"]);
const BLOCKS =
  /^(?:div|p|li|ul|ol|dl|dt|dd|t[dhr]|h\d|section|article|header|footer|label|form|button|main)$/;
const UNSEEN = new Set(["style", "script", "svg", "template"]);
const ENTITIES: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#x27;": "'",
  "&amp;": "&",
};

function decoded(text: string): string {
  return text.replace(/&(?:lt|gt|quot|#x27|amp);/g, (entity) => ENTITIES[entity] ?? entity);
}

function attributesOf(tag: string): Record<string, string> {
  const found = tag.matchAll(/([\w:-]+)="([^"]*)"/g);
  return Object.fromEntries(
    [...found].map(([, name = "", value = ""]) => [name.toLowerCase(), decoded(value)]),
  );
}

/** The tree of what React rendered: every element closed, quotes and angle brackets in values escaped. */
function readMarkup(html: string): Shown {
  const root = { name: "", attributes: {}, children: [] as (Shown | string)[] }; // Filled while reading.
  const open = [root];
  for (const [token, close, name = "", tag = ""] of html.matchAll(
    /<(\/?)([a-z][\w-]*)([^>]*)>|[^<]+|<!--.*?-->/g,
  )) {
    if (name === "") {
      if (!token.startsWith("<")) open.at(-1)?.children.push(decoded(token));
    } else if (close) open.pop();
    else {
      const element = { name, attributes: attributesOf(tag), children: [] as (Shown | string)[] }; // Filled later.
      open.at(-1)?.children.push(element);
      if (!VOID.has(name) && !tag.endsWith("/")) open.push(element);
    }
  }
  return root;
}

function collect(node: Shown, keep: (element: Shown) => boolean, into: Shown[] = []): Shown[] {
  for (const child of node.children) {
    if (typeof child === "string") continue;
    if (keep(child)) into.push(child);
    collect(child, keep, into);
  }
  return into;
}

function rooted(shown: string | Shown): Shown {
  return typeof shown === "string" ? readMarkup(shown) : shown;
}

/** Every element of this name in the order of the page. */
export function elements(shown: string | Shown, name: string): Shown[] {
  return collect(rooted(shown), (element) => element.name === name);
}

/** Every element that carries the attribute with this value; `""` for any value. */
export function having(shown: string | Shown, attribute: string, value = ""): Shown[] {
  return collect(rooted(shown), ({ attributes }) => {
    const found = attributes[attribute];
    return found !== undefined && (value === "" || found === value);
  });
}

function words(node: Shown | string, skip: (element: Shown) => boolean): string {
  if (typeof node === "string") return node;
  if (UNSEEN.has(node.name) || skip(node)) return "";
  const inside = node.children.map((child) => words(child, skip)).join("");
  return BLOCKS.test(node.name) ? ` ${inside} ` : inside;
}

function folded(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** The words that stand on the page, spaces folded; those for screen readers are among them. */
export function textOf(shown: string | Shown): string {
  return folded(words(rooted(shown), () => false));
}

/** What a screen reader calls an element: its label, else the words that are not hidden from it. */
export function nameOf(element: Shown): string {
  const hidden = ({ attributes }: Shown) => attributes["aria-hidden"] === "true";
  return element.attributes["aria-label"] ?? folded(words(element, hidden));
}

export function buttons(shown: string | Shown): string[] {
  return elements(shown, "button").map(nameOf);
}

/** The button of this name. */
export function button(shown: string | Shown, name: string): Shown | undefined {
  return elements(shown, "button").find((one) => nameOf(one) === name);
}

/** The links: their name and where they lead. */
export function links(shown: string | Shown): [name: string, address: string][] {
  return elements(shown, "a").map((link) => [nameOf(link), link.attributes.href ?? ""]);
}

/** The rows of a table's body as the words of their cells. */
export function cells(shown: string | Shown): string[][] {
  return elements(shown, "tr")
    .map((row) => elements(row, "td").map(textOf))
    .filter((row) => row.length > 0);
}

export interface Field {
  /** Of the label tied to it; empty when none is. */
  readonly label: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Help and error, as far as the field points at them. */
  readonly described: readonly string[];
}

/** The fields of a form that are seen. */
export function fields(html: string): Field[] {
  const page = readMarkup(html);
  const labels = elements(page, "label");
  return elements(page, "input")
    .filter(({ attributes }) => attributes.type !== "hidden" && attributes.hidden === undefined)
    .map(({ attributes }) => {
      const label = labels.find((one) => one.attributes.for === attributes.id);
      const ids = (attributes["aria-describedby"] ?? "").split(" ").filter(Boolean);
      return {
        label: attributes["aria-label"] ?? (label ? textOf(label) : ""),
        attributes,
        described: ids.flatMap((id) => having(page, "id", id)).map(textOf),
      };
    });
}

/** A name that would run if it reached the page as HTML. */
export const HOSTILE = '<img src=x onerror="alert(1)">';

/** Whether the hostile text stands in the markup, and only as text. */
export function isEscaped(html: string): boolean {
  return (
    html.includes("&lt;img src=x onerror=&quot;alert(1)&quot;&gt;") && elements(html, "img").length === 0
  );
}
