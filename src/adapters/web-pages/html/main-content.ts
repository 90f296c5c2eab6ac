import { Readability } from "@mozilla/readability";
import type { Block } from "../../../modules/knowledge/ports.ts";
import { cleaned, type DomDocument, type DomElement } from "./dom.ts";
import { blocksOf } from "./page-blocks.ts";

/**
 * Beyond this the main text is not searched for and the whole body is read: the search takes about a second for
 * 10,000 elements, and pages so large are manuals and tables, with little around them.
 */
const MOST_ELEMENTS = 8_000;
/** A main text with less than this part of what the page says has lost something: reference pages, tables, lists. */
const LEAST_PART = 0.5;
const NEVER_TEXT =
  "script, style, noscript, template, iframe, object, embed, svg, canvas, select, button, dialog";
const AROUND_TEXT = "nav, [role=navigation], [role=search], [role=banner], [role=contentinfo]";
/** Around the text, unless they stand in it: notes of a manual are asides. */
const MAY_BE_TEXT = "aside, footer, [role=complementary]";

export interface MainContent {
  readonly title: string | null;
  readonly blocks: readonly Block[];
}

/**
 * The text of a page without what stands around it: Readability's choice where it kept most of the page. The
 * document is taken apart for it.
 */
export function mainContent(document: DomDocument, mostBlocks: number): MainContent {
  const title = textOf(document.querySelector("title"));
  for (const element of [...document.querySelectorAll(`${NEVER_TEXT}, ${AROUND_TEXT}`)]) element.remove();
  for (const element of [...document.querySelectorAll(MAY_BE_TEXT)]) {
    if (element.closest("main, article, [role=main]") === null) element.remove();
  }
  const heading = textOf(document.querySelector("h1"));
  const whole = blocksOf(document.querySelector("main, [role=main]") ?? document.body, mostBlocks);
  const found = readable(document, mostBlocks);
  const blocks = sizeOf(found) >= LEAST_PART * sizeOf(whole) ? withHeading(heading, found) : whole;
  return { title: title ?? heading, blocks };
}

function readable(document: DomDocument, mostBlocks: number): readonly Block[] {
  // linkedom's getElementsByTagName("*") finds nothing.
  if ([...document.querySelectorAll("*")].length > MOST_ELEMENTS) return [];
  try {
    // linkedom's document has all that Readability asks of one; our type names only what we use ourselves.
    const article = new Readability<DomElement>(document as unknown as never, {
      // The element itself, not its HTML, which would be parsed a second time: it is given an element always.
      serializer: (node) => node as unknown as DomElement,
    }).parse();
    return article?.content == null ? [] : blocksOf(article.content, mostBlocks);
  } catch {
    // A page that confuses it or is too deep for it is read whole.
    return [];
  }
}

/** Readability leaves out a first heading that repeats the title, and ranks others as second. */
function withHeading(heading: string | null, blocks: readonly Block[]): readonly Block[] {
  if (heading === null) return blocks;
  const first: Block = { kind: "heading", level: 1, text: heading };
  const at = blocks.findIndex(({ kind }) => kind === "heading");
  const isThere = at >= 0 && letters(blocks[at]?.text ?? "") === letters(heading);
  return isThere ? blocks.with(at, first) : [first, ...blocks];
}

function letters(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, "");
}

function sizeOf(blocks: readonly Block[]): number {
  return blocks.reduce((size, { text }) => size + text.length, 0);
}

function textOf(element: DomElement | null): string | null {
  const text = cleaned(element?.textContent ?? "")
    .replace(/\s+/g, " ")
    .trim();
  return text === "" ? null : text.slice(0, 300);
}
