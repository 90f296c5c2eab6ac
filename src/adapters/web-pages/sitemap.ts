import { SaxesParser } from "saxes";
import { ReadFailure } from "../../modules/knowledge/ports.ts";
import { limited, unzipped } from "./body.ts";
import type { HttpGet } from "./http-get.ts";
import type { WebLimits } from "./limits.ts";
import type { NetworkGuard } from "./network-guard.ts";

/** Files of one sitemap that are read: an index names others. */
const MOST_FILES = 50;
const LONGEST_ADDRESS = 4_000;
/** Parsed at a time, so that others run in between. */
const SLICE = 32 * 1024;

/**
 * Addresses that a sitemap lists (sitemaps.org/protocol.html): XML, an index of others, or a line for each, packed or
 * not. Those of other sites are the caller's to judge.
 * @throws ReadFailure when the first file cannot be read; others that fail are passed over
 */
export async function readSitemap(
  reach: { readonly http: HttpGet; readonly guard: NetworkGuard; readonly limits: WebLimits },
  address: string,
  limit: number,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const files = [reach.guard.checkUrl(address)];
  const seen = new Set(files.map((file) => file.href));
  const pages = new Set<string>();
  let bytesLeft = reach.limits.sitemapBytes;
  const checked = (text: string, base: URL): URL | undefined => {
    try {
      return reach.guard.checkUrl(text, base.href);
    } catch {
      return undefined;
    }
  };
  for (let read = 0; read < files.length && pages.size < limit; read += 1) {
    const file = files[read];
    if (file === undefined) break;
    try {
      await reach.http.get(file, {}, signal, async ({ url, status, body }) => {
        if (status !== 200) throw unreadable(status);
        const counted = counting(limited(unzipped(body), bytesLeft), (bytes) => {
          bytesLeft -= bytes;
        });
        for await (const { kind, text } of entries(counted)) {
          const found = checked(text, url);
          if (found === undefined) continue;
          if (kind === "page") pages.add(found.href);
          else if (files.length < MOST_FILES && !seen.has(found.href)) {
            seen.add(found.href);
            files.push(found);
          }
          if (pages.size >= limit) return;
        }
      });
    } catch (error) {
      if (signal.aborted || read === 0 || !(error instanceof ReadFailure)) throw error;
    }
  }
  return [...pages];
}

interface Entry {
  readonly kind: "page" | "sitemap";
  readonly text: string;
}

async function* entries(content: AsyncIterable<Buffer>): AsyncGenerator<Entry> {
  const decoder = new TextDecoder();
  let parser: XmlEntries | LineEntries | undefined;
  for await (const chunk of content) {
    for (let from = 0; from < chunk.length; from += SLICE) {
      const text = decoder.decode(chunk.subarray(from, from + SLICE), { stream: true });
      parser ??= /^\s*</.test(text) ? new XmlEntries() : new LineEntries();
      yield* parser.take(text);
      await new Promise(setImmediate);
    }
  }
  if (parser !== undefined) yield* parser.end();
}

class XmlEntries {
  readonly #parser = new SaxesParser();
  #found: Entry[] = [];
  #parent = "";
  #text: string | undefined;

  constructor() {
    this.#parser.on("opentag", ({ name }) => {
      const local = name.replace(/^.*:/, "").toLowerCase();
      if (local === "url" || local === "sitemap") this.#parent = local;
      // <image:loc> and the like name no page.
      this.#text = name.toLowerCase() === "loc" || /^(s|sm|sitemap):loc$/i.test(name) ? "" : undefined;
    });
    this.#parser.on("text", (text) => this.#append(text));
    this.#parser.on("cdata", (text) => this.#append(text));
    this.#parser.on("closetag", () => {
      const text = this.#text?.trim() ?? "";
      this.#text = undefined;
      if (text !== "") this.#found.push({ kind: this.#parent === "sitemap" ? "sitemap" : "page", text });
    });
    this.#parser.on("error", (cause) => {
      throw new ReadFailure(
        "damaged",
        "The sitemap is not well-formed XML. Its website must mend it.",
        cause,
      );
    });
  }

  take(text: string): Entry[] {
    this.#parser.write(text);
    const found = this.#found;
    this.#found = [];
    return found;
  }

  /** What was found stands, even when the end is missing. */
  end(): Entry[] {
    return [];
  }

  #append(text: string): void {
    if (this.#text !== undefined && this.#text.length < LONGEST_ADDRESS) this.#text += text;
  }
}

class LineEntries {
  #rest = "";

  take(text: string): Entry[] {
    const lines = (this.#rest + text).split(/\r\n|\n|\r/);
    this.#rest = (lines.pop() ?? "").slice(0, LONGEST_ADDRESS);
    return lines.flatMap(pageOfLine);
  }

  end(): Entry[] {
    return pageOfLine(this.#rest);
  }
}

function pageOfLine(line: string): Entry[] {
  const text = line.trim();
  return /^https?:\/\//i.test(text) ? [{ kind: "page", text }] : [];
}

async function* counting(
  content: AsyncIterable<Buffer>,
  count: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  for await (const chunk of content) {
    count(chunk.length);
    yield chunk;
  }
}

function unreadable(status: number): ReadFailure {
  if (status === 404 || status === 410) {
    return new ReadFailure(
      "unreachable",
      "There is no sitemap at this address. Give its full address, or crawl the site.",
    );
  }
  return new ReadFailure(
    "refused_by_site",
    `The website does not hand out its sitemap (it answers ${status}).`,
  );
}
