import { ReadFailure } from "../../modules/knowledge/ports.ts";
import { collect, limited } from "./body.ts";
import { decodeText } from "./decode-text.ts";
import type { HttpGet } from "./http-get.ts";
import type { WebLimits } from "./limits.ts";
import { type ParsedRobots, parseRobots } from "./robots-parser.ts";

/** What is read of a robots.txt; RFC 9309, section 2.5, asks for 500 KiB at least. */
const READ_BYTES = 512 * 1024;
const KEPT_ORIGINS = 500;
const GOOD_FOR_MS = 3_600_000;
/** A site that could not say is asked again soon. */
const BAD_FOR_MS = 60_000;
/** Matching costs rules times address; beyond this (characters times characters) it would hold up everything else. */
const MATCHING_COST = 50_000_000;
const MOST_SITEMAPS = 50;

export interface RobotsAnswer {
  readonly allowed: boolean;
  readonly delayMs: number;
  readonly sitemaps: readonly string[];
}

interface Rules {
  readonly robots: ParsedRobots;
  readonly chars: number;
}

interface Kept {
  readonly rules: Promise<Rules>;
  until: number;
}

export interface RobotsOptions {
  readonly http: HttpGet;
  readonly limits: WebLimits;
  readonly userAgent: string;
  /** Between requests to a site that asks for no delay, ms. */
  readonly politeDelayMs: number;
  readonly nowMs: () => number;
}

/** robots.txt of each site (RFC 9309), kept for an hour. */
export class RobotsRules {
  readonly #options: RobotsOptions;
  readonly #kept = new Map<string, Kept>();

  constructor(options: RobotsOptions) {
    this.#options = options;
  }

  /** @throws ReadFailure when the site does not say: until it does, nothing is read (RFC 9309, section 2.3.1.4) */
  async ask(url: URL, signal: AbortSignal): Promise<RobotsAnswer> {
    const { robots, chars } = await this.#rulesOf(url, signal);
    const { limits, politeDelayMs, userAgent } = this.#options;
    if (chars * url.href.length > MATCHING_COST) {
      throw new ReadFailure(
        "refused_by_site",
        "The rules of this website are too long to be checked for this page.",
      );
    }
    const asked = Number(robots.getCrawlDelay(userAgent) ?? 0);
    const delayMs = Number.isFinite(asked) ? Math.max(politeDelayMs, asked * 1_000) : politeDelayMs;
    return {
      allowed: robots.isAllowed(url.href, userAgent) !== false,
      delayMs: Math.min(delayMs, limits.crawlDelayMs),
      sitemaps: robots.getSitemaps().slice(0, MOST_SITEMAPS),
    };
  }

  async #rulesOf(url: URL, signal: AbortSignal): Promise<Rules> {
    const now = this.#options.nowMs();
    const known = this.#kept.get(url.origin);
    if (known !== undefined && known.until > now) return known.rules;
    const kept: Kept = { rules: this.#fetch(url, signal), until: now + GOOD_FOR_MS };
    this.#kept.delete(url.origin);
    this.#kept.set(url.origin, kept);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > KEPT_ORIGINS && oldest !== undefined) this.#kept.delete(oldest);
    try {
      return await kept.rules;
    } catch (error) {
      // Another caller's abort says nothing of the site.
      kept.until = signal.aborted ? 0 : this.#options.nowMs() + BAD_FOR_MS;
      throw error;
    }
  }

  async #fetch(url: URL, signal: AbortSignal): Promise<Rules> {
    const address = new URL("/robots.txt", url);
    return this.#options.http.get(
      address,
      { headers: { accept: "text/plain, */*;q=0.5" } },
      signal,
      async (answer) => {
        if (answer.status >= 500 || answer.status === 429) {
          answer.body.destroy();
          throw new ReadFailure(
            "refused_by_site",
            "The website does not say what may be read (its robots.txt fails). It is tried again later.",
          );
        }
        // 4xx: there are no rules (RFC 9309, section 2.3.1.3).
        const bytes = await beginning(answer.body);
        const text = answer.status === 200 ? decodeText(bytes, undefined) : "";
        return { robots: parseRobots(address.href, text), chars: text.length };
      },
    );
  }
}

/** Rules beyond the limit are not read: no failure. */
async function beginning(body: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  try {
    await collect(keeping(limited(body, READ_BYTES), chunks));
  } catch (error) {
    if (!(error instanceof ReadFailure) || error.code !== "too_large") throw error;
  }
  return Buffer.concat(chunks);
}

async function* keeping(content: AsyncIterable<Buffer>, chunks: Buffer[]): AsyncGenerator<Buffer> {
  for await (const chunk of content) {
    chunks.push(chunk);
    yield chunk;
  }
}
