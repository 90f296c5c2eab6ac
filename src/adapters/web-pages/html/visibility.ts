import type { DomElement } from "./dom.ts";

/** Never text for people, wherever it stands. */
const NEVER: ReadonlySet<string> = new Set(
  "script style noscript template iframe object embed svg canvas head link meta select".split(" "),
);
const HIDING_STYLE =
  /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)|font-size\s*:\s*0(?:px|em|rem|%)?\s*(?:;|!|$))/i;

/**
 * What a page hides from people is not read: it could only be meant for machines. Style sheets are not followed, so
 * what they alone hide is read.
 */
export function isHidden(element: DomElement): boolean {
  if (NEVER.has(element.localName) || element.hasAttribute("hidden")) return true;
  if (element.getAttribute("aria-hidden") === "true") return true;
  const style = element.getAttribute("style");
  return style !== null && HIDING_STYLE.test(style.slice(0, 2_000));
}
