/** Files that a link may lead to and that hold no text to read. */
const NO_TEXT =
  /\.(?:7z|avi|avif|bmp|bz2|css|dmg|eot|exe|flac|gif|gz|ico|iso|jpe?g|js|mjs|map|mkv|mov|mp[34]|ogg|otf|png|rar|rss|svg|tar|tgz|tiff?|ttf|wasm|wav|webm|webp|woff2?|xz|zip)$/i;
/** Where a visitor came from is no other page. */
const TRACKING = /^(?:utm_\w+|gclid|fbclid|msclkid|mc_[ce]id|igshid)$/i;
/** A path that repeats itself, or has no end, is made by a mistake in the site's links. */
const DEEPEST_PATH = 20;
const MOST_REPEATS = 3;

/** The address under which a page is known: without what only tells where its visitor came from. */
export function pageAddress(text: string): string {
  const url = new URL(text);
  url.hash = "";
  // Untouched unless something goes: writing the parameters back may spell them otherwise.
  const tracking = [...url.searchParams.keys()].filter((name) => TRACKING.test(name));
  for (const name of tracking) url.searchParams.delete(name);
  return url.href;
}

/** Whether two addresses are of one website: the same host and port, with or without `www.`. */
export function isSameSite(one: string, other: string): boolean {
  return siteOf(one) === siteOf(other);
}

/** Whether a crawl follows a link to there. */
export function isWorthAVisit(address: string): boolean {
  const { pathname } = new URL(address);
  if (NO_TEXT.test(pathname)) return false;
  const parts = pathname.split("/").filter((part) => part !== "");
  if (parts.length > DEEPEST_PATH) return false;
  return parts.every((part) => parts.filter((other) => other === part).length <= MOST_REPEATS);
}

/** The website of an address, in one spelling. */
export function siteOf(address: string): string {
  const { hostname, port, protocol } = new URL(address);
  const host = hostname.replace(/\.$/, "").replace(/^www\./, "");
  return port === "" ? host : `${protocol}${host}:${port}`;
}
