import type { Locator } from "playwright-core";

/** What a person reads in an element: hidden parts are left out, lines broken where the screen breaks them. */
export function shownText(element: Locator): Promise<string> {
  // biome-ignore lint/performance/useDomNodeTextContent: this is Playwright's, and what is hidden does not count.
  return element.innerText();
}
