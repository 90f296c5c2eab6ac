import { ReadFailure } from "../../knowledge/index.ts";
import type { WebReader } from "../ports.ts";
import { isSameSite, isWorthAVisit, pageAddress } from "./page-address.ts";
import type { SourceRow } from "./source-rows.ts";

const MOST_SITEMAPS = 10;

/** Where a crawl begins. Of a sitemap: all pages of its website that it lists. @throws ReadFailure */
export async function findSeeds(
  web: WebReader,
  source: SourceRow,
  announced: readonly string[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (source.mode !== "sitemap") return [pageAddress(source.url)];
  const pages = new Set<string>();
  for (const sitemap of sitemapsOf(source, announced)) {
    for (const page of await web.sitemap(sitemap, source.max_pages, signal)) {
      if (pages.size >= source.max_pages) break;
      if (isSameSite(source.url, page) && isWorthAVisit(page)) pages.add(pageAddress(page));
    }
  }
  if (pages.size === 0) throw new ReadFailure("empty", "The sitemap lists no page of this website.");
  return [...pages];
}

/** The address itself if it is one of a sitemap; else what robots.txt names; else the usual place. */
function sitemapsOf(source: SourceRow, announced: readonly string[]): readonly string[] {
  const { pathname } = new URL(source.url);
  if (/\.(xml|txt|gz)$|sitemap/i.test(pathname)) return [source.url];
  if (announced.length > 0) return announced.slice(0, MOST_SITEMAPS);
  return [new URL("/sitemap.xml", source.url).href];
}
