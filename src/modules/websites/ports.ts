/** What websites need of the outside; an adapter fulfils it. */

import type { ReadDocument } from "../retrieval/contract.ts";

export interface FetchedPage {
  /** After redirects. */
  readonly url: string;
  /** `gone`: the site says that there is no such page. `excluded`: the site does not want it read or kept. */
  readonly status: "changed" | "unchanged" | "gone" | "excluded";
  /** Why it is gone or excluded, in a sentence. */
  readonly reason: string | null;
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** Of a changed one. */
  readonly document: ReadDocument | null;
  /** Links to other pages, absolute, without fragment, those left out that are not to be followed. Of a page that a 304 calls unchanged: none. */
  readonly links: readonly string[];
  /** The address that the page itself calls its own. */
  readonly canonicalUrl: string | null;
  /** Hex; of what people see of it, so that a changed advertisement is no change. */
  readonly sha256: string | null;
}

/** What was kept of a page at the visit before. */
export interface KnownPage {
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly sha256: string | null;
}

export interface WebReader {
  /** The address in its one spelling. @throws ReadFailure when it may never be read */
  check(url: string): string;
  /** One page, if robots.txt lets us. @throws ReadFailure; the signal's reason after an abort */
  page(url: string, known: KnownPage, signal: AbortSignal): Promise<FetchedPage>;
  /**
   * Whether robots.txt lets us, and how long to wait between requests, ms.
   * @throws ReadFailure when the site does not say
   */
  robots(
    url: string,
    signal: AbortSignal,
  ): Promise<{ readonly allowed: boolean; readonly delayMs: number; readonly sitemaps: readonly string[] }>;
  /** Addresses of a sitemap, indexes followed. @throws ReadFailure */
  sitemap(url: string, limit: number, signal: AbortSignal): Promise<readonly string[]>;
  close(): Promise<void>;
}
