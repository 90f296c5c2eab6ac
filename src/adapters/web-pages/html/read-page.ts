import { createHash } from "node:crypto";
import type { Block } from "../../../modules/knowledge/ports.ts";
import { decodeText } from "../decode-text.ts";
import { parseDocument } from "./dom.ts";
import { mainContent } from "./main-content.ts";
import { canonicalOf, linksOf, robotsOf } from "./page-links.ts";

export interface PageBytes {
  readonly bytes: Uint8Array;
  /** Of the Content-Type header. */
  readonly charset: string | undefined;
  readonly url: string;
  readonly mostLinks: number;
  readonly mostBlocks: number;
}

export interface PageText {
  readonly title: string | null;
  readonly blocks: readonly Block[];
  /** Absolute, without fragment, http(s), each once. */
  readonly links: readonly string[];
  readonly canonical: string | null;
  readonly noindex: boolean;
  /** Of title and blocks, hex: what people see did not change while it stays. */
  readonly sha256: string;
}

/** A page as text. It takes as long as the page wants it to: called in the worker only. */
export function readPage(page: PageBytes): PageText {
  const document = parseDocument(decodeText(page.bytes, page.charset));
  const robots = robotsOf(document);
  // Links and title come first: finding the main text takes the document apart.
  const links = robots.nofollow ? [] : linksOf(document, page.url, page.mostLinks);
  const canonical = canonicalOf(document, page.url);
  const { title, blocks } = mainContent(document, page.mostBlocks);
  const hash = createHash("sha256")
    .update(JSON.stringify([title, blocks]))
    .digest("hex");
  return { title, blocks, links, canonical, noindex: robots.noindex, sha256: hash };
}
