/** What one website may cost us. Tests shorten the times. */
export interface WebLimits {
  /** Of a page or document, after decompression. */
  readonly pageBytes: number;
  /** Of all files of a sitemap together, after decompression. */
  readonly sitemapBytes: number;
  readonly headerBytes: number;
  readonly redirects: number;
  /** From the first name look-up to the last byte, redirects included. */
  readonly totalMs: number;
  readonly connectMs: number;
  /** In which the worker has a page in blocks; then the worker is ended. */
  readonly parseMs: number;
  /** Attempts at a page that answers "later". */
  readonly attempts: number;
  /** A site that asks us to wait longer is left alone this time. */
  readonly longestWaitMs: number;
  readonly crawlDelayMs: number;
  readonly linksOfPage: number;
  readonly blocksOfPage: number;
}

const MIB = 1024 * 1024;

export const WEB_LIMITS: WebLimits = {
  pageBytes: 10 * MIB,
  sitemapBytes: 50 * MIB,
  headerBytes: 32 * 1024,
  redirects: 5,
  totalMs: 15_000,
  connectMs: 5_000,
  parseMs: 30_000,
  attempts: 3,
  longestWaitMs: 20_000,
  crawlDelayMs: 30_000,
  linksOfPage: 3_000,
  blocksOfPage: 100_000,
};
