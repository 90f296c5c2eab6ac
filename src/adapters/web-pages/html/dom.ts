import { parseHTML } from "linkedom";

/** As much of the DOM as we use; the library's own types need the browser's, which the server does not have. */
export interface DomNode {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly parentNode: DomNode | null;
  readonly firstChild: DomNode | null;
  readonly nextSibling: DomNode | null;
  readonly textContent: string | null;
}

export interface DomElement extends DomNode {
  /** In lower case, for elements of HTML. */
  readonly localName: string;
  getAttribute(name: string): string | null;
  hasAttribute(name: string): boolean;
  closest(selector: string): DomElement | null;
  querySelector(selector: string): DomElement | null;
  querySelectorAll(selector: string): Iterable<DomElement>;
  remove(): void;
}

export interface DomDocument extends DomElement {
  readonly body: DomElement;
}

export function parseDocument(html: string): DomDocument {
  const { document } = parseHTML(
    isWhole(html) ? html : `<!doctype html><html><head></head><body>${html}</body></html>`,
  );
  // linkedom implements the members that DomDocument names; html/dom.ts lists no other.
  return document as unknown as DomDocument;
}

export function isElement(node: DomNode): node is DomElement {
  return node.nodeType === 1;
}

export function isText(node: DomNode): boolean {
  return node.nodeType === 3 || node.nodeType === 4;
}

/** The library makes no body of its own for a fragment. */
function isWhole(html: string): boolean {
  return /<html[\s>]/i.test(html.slice(0, 20_000)) && /<body[\s>]/i.test(html);
}

/** Without control characters and halves of characters, which the database refuses. */
export function cleaned(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what goes.
  return text.toWellFormed().replace(/[\0-\u0008\u000b\u000e-\u001f\u007f]/g, "");
}
