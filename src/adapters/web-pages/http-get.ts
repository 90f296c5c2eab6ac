import type { Readable } from "node:stream";
import { ReadFailure } from "../../modules/knowledge/ports.ts";
import { ACCEPT_ENCODING, decoded } from "./body.ts";
import { explainNetworkFailure, tookTooLong } from "./explain-failure.ts";
import type { WebLimits } from "./limits.ts";
import { type NetworkGuard, refused } from "./network-guard.ts";

export interface Answer {
  /** After redirects. */
  readonly url: URL;
  readonly status: number;
  /** Names in lower case; of several with one name, joined by a comma. */
  readonly headers: ReadonlyMap<string, string>;
  /** Decompressed. Reading it may throw what `explainNetworkFailure` explains. */
  readonly body: Readable;
}

export interface GetOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Asked before each request, redirects included; it throws to refuse. */
  readonly mayGet?: (url: URL) => Promise<void>;
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Asks websites for things, with every limit in force. */
export class HttpGet {
  readonly #guard: NetworkGuard;
  readonly #limits: WebLimits;
  readonly #userAgent: string;

  constructor(guard: NetworkGuard, limits: WebLimits, userAgent: string) {
    this.#guard = guard;
    this.#limits = limits;
    this.#userAgent = userAgent;
  }

  /**
   * One thing within one deadline; redirects are followed, each checked anew. The connection is let go of when `use`
   * is done, read to the end or not.
   * @throws ReadFailure; the signal's reason after an abort
   */
  async get<Result>(
    address: URL,
    options: GetOptions,
    signal: AbortSignal,
    use: (answer: Answer) => Promise<Result>,
  ): Promise<Result> {
    const deadline = new AbortController();
    const leave = () => deadline.abort(signal.reason);
    signal.throwIfAborted();
    signal.addEventListener("abort", leave, { once: true });
    const timer = setTimeout(() => deadline.abort(tookTooLong()), this.#limits.totalMs);
    try {
      return await this.#follow(address, options, deadline.signal, use);
    } catch (error) {
      if (deadline.signal.aborted) throw deadline.signal.reason;
      throw error instanceof ReadFailure ? error : explainNetworkFailure(error);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", leave);
      // Whatever of the body is still on its way.
      deadline.abort(new Error("The page is no longer needed."));
    }
  }

  async #follow<Result>(
    address: URL,
    options: GetOptions,
    signal: AbortSignal,
    use: (answer: Answer) => Promise<Result>,
  ): Promise<Result> {
    let url = address;
    for (let hops = 0; hops <= this.#limits.redirects; hops += 1) {
      await beforeAbort(options.mayGet?.(url), signal);
      const response = await this.#guard.agent.request({
        origin: url.origin,
        path: url.pathname + url.search,
        method: "GET",
        headers: {
          "user-agent": this.#userAgent,
          accept: "text/html, application/xhtml+xml, */*;q=0.5",
          "accept-encoding": ACCEPT_ENCODING,
          ...options.headers,
        },
        signal,
      });
      // Nobody else listens once a body is given up, and an unheard error event would end the process.
      response.body.on("error", () => {});
      const headers = plainHeaders(response.headers);
      const location = headers.get("location");
      if (!REDIRECTS.has(response.statusCode) || location === undefined) {
        const body = decoded(response.body, headers.get("content-encoding"));
        body.on("error", () => {});
        return await use({ url, status: response.statusCode, headers, body });
      }
      response.body.destroy();
      url = this.#next(url, location);
    }
    throw new ReadFailure("unreachable", "The page sends from one address to the next without end.");
  }

  #next(from: URL, location: string): URL {
    const to = this.#guard.checkUrl(location, from.href);
    if (from.protocol === "https:" && to.protocol === "http:") {
      throw refused(
        "The page sends from a secure address to one that is not. Give the address where it ends.",
      );
    }
    return to;
  }
}

function plainHeaders(given: Readonly<Record<string, string | string[] | undefined>>): Map<string, string> {
  const headers = new Map<string, string>();
  for (const [name, value] of Object.entries(given)) {
    if (value !== undefined)
      headers.set(name.toLowerCase(), typeof value === "string" ? value : value.join(", "));
  }
  return headers;
}

async function beforeAbort(work: Promise<void> | undefined, signal: AbortSignal): Promise<void> {
  await work;
  signal.throwIfAborted();
}
