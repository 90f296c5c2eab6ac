import type { DomDocument, DomElement } from "./dom.ts";

/** Searches names of our own too: `<meta name="parleybot">` is for us alone. */
const ROBOTS_NAMES: ReadonlySet<string> = new Set(["robots", "parleybot"]);
const LONGEST_URL = 2_000;

export interface RobotsDirectives {
  readonly noindex: boolean;
  readonly nofollow: boolean;
}

export function robotsOf(document: DomDocument): RobotsDirectives {
  const contents: string[] = [];
  for (const meta of document.querySelectorAll("meta[name][content]")) {
    if (ROBOTS_NAMES.has((meta.getAttribute("name") ?? "").trim().toLowerCase())) {
      contents.push(meta.getAttribute("content") ?? "");
    }
  }
  return directivesOf(contents.join(","));
}

/** @param text of a robots meta element or an X-Robots-Tag header */
export function directivesOf(text: string): RobotsDirectives {
  const words = new Set(text.toLowerCase().split(/[,\s]+/));
  return {
    noindex: words.has("noindex") || words.has("none"),
    nofollow: words.has("nofollow") || words.has("none"),
  };
}

export function linksOf(document: DomDocument, url: string, most: number): string[] {
  const base = baseOf(document, url);
  const links = new Set<string>();
  for (const element of document.querySelectorAll("a[href], area[href]")) {
    if (links.size >= most) break;
    if (relOf(element).has("nofollow")) continue;
    const link = absolute(element.getAttribute("href") ?? "", base);
    if (link !== null) links.add(link);
  }
  return [...links];
}

export function canonicalOf(document: DomDocument, url: string): string | null {
  for (const element of document.querySelectorAll("link[rel][href]")) {
    if (relOf(element).has("canonical"))
      return absolute(element.getAttribute("href") ?? "", baseOf(document, url));
  }
  return null;
}

function baseOf(document: DomDocument, url: string): string {
  const href = document.querySelector("base[href]")?.getAttribute("href") ?? "";
  return absolute(href, url) ?? url;
}

function absolute(href: string, base: string): string | null {
  if (href.length > LONGEST_URL || !URL.canParse(href, base)) return null;
  const url = new URL(href, base);
  if (url.protocol !== "http:" && url.protocol !== "https:") return null;
  if (url.username !== "" || url.password !== "") return null;
  url.hash = "";
  return url.href.length > LONGEST_URL ? null : url.href;
}

function relOf(element: DomElement): ReadonlySet<string> {
  return new Set((element.getAttribute("rel") ?? "").toLowerCase().split(/\s+/));
}
