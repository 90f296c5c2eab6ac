import { createHash } from "node:crypto";
import { type DocumentReader, ReadFailure } from "../../modules/knowledge/ports.ts";
import type { FetchedPage, KnownPage, WebReader } from "../../modules/websites/ports.ts";
import { collect, limited } from "./body.ts";
import { charsetOf } from "./decode-text.ts";
import { directivesOf } from "./html/page-links.ts";
import { PageParser } from "./html/page-parser.ts";
import { type Answer, HttpGet } from "./http-get.ts";
import { WEB_LIMITS, type WebLimits } from "./limits.ts";
import { NetworkGuard, type Resolve } from "./network-guard.ts";
import { readLinkedFile } from "./read-linked-file.ts";
import { refusalOf, untilAllowed } from "./refusal.ts";
import { RobotsRules } from "./robots-rules.ts";
import { readSitemap } from "./sitemap.ts";

export interface WebReaderOptions {
  /** Reads what is no HTML: a PDF that a page links to. */
  readonly documents: DocumentReader;
  /** For development and tests only: pages of this machine may be read, at any port. */
  readonly allowLoopback?: boolean;
  /** Where the operator of a site learns who we are. */
  readonly publicUrl?: string;
  /** Between two requests to a site that does not say, ms. */
  readonly politeDelayMs?: number;
  readonly limits?: Partial<WebLimits>;
  readonly resolve?: Resolve;
  readonly nowMs?: () => number;
}

/** By this name robots.txt and pages speak to us. */
const BOT = "ParleyBot";
const POLITE_DELAY_MS = 1_000;
const HTML = /^(text\/html|application\/xhtml\+xml)\b/i;
/** Never a document, so not even downloaded. Audio and video are uploaded. */
const NOT_DOCUMENTS =
  /^(image|font|audio|video)\/|^(text\/css|text\/javascript|application\/(java|ecma)script)\b/i;

interface Received {
  readonly url: URL;
  readonly headers: ReadonlyMap<string, string>;
  readonly bytes: Buffer;
}

/** Reads pages of the public web and of nothing else. */
export function createWebReader(options: WebReaderOptions): WebReader {
  const limits = { ...WEB_LIMITS, ...options.limits };
  const guard = new NetworkGuard({
    allowLoopback: options.allowLoopback ?? false,
    limits,
    ...(options.resolve === undefined ? {} : { resolve: options.resolve }),
  });
  const about = options.publicUrl === undefined ? "" : ` (+${options.publicUrl})`;
  const http = new HttpGet(guard, limits, `${BOT}/1.0${about}`);
  const robots = new RobotsRules({
    http,
    limits,
    userAgent: BOT,
    politeDelayMs: options.politeDelayMs ?? POLITE_DELAY_MS,
    nowMs: options.nowMs ?? (() => performance.now()),
  });
  const parser = new PageParser(limits.parseMs);

  async function requireAllowed(url: URL, signal: AbortSignal): Promise<void> {
    const { allowed } = await robots.ask(url, signal);
    if (!allowed) throw new NotForUs("The website asks that this page not be read (robots.txt).");
  }

  /** All that needs the connection; what then takes its time holds up neither it nor its deadline. */
  async function receive(answer: Answer, known: KnownPage): Promise<FetchedPage | Received> {
    const { status, headers, url } = answer;
    const nothing = nothingOf(url.href, headers);
    if (status === 304) return { ...nothing, status: "unchanged", ...validatorsOf(headers, known) };
    if (status === 404 || status === 410) return { ...nothing, status: "gone", reason: goneSentence(status) };
    if (status !== 200) throw refusalOf(answer);
    if (NOT_DOCUMENTS.test(headers.get("content-type") ?? "")) {
      throw new ReadFailure(
        "unsupported",
        "This address holds no text: pictures, sound and program code are not read.",
      );
    }
    return { url, headers, bytes: await collect(limited(answer.body, limits.pageBytes)) };
  }

  async function read(received: Received, known: KnownPage, signal: AbortSignal): Promise<FetchedPage> {
    const { url, headers, bytes } = received;
    const nothing = nothingOf(url.href, headers);
    const directives = directivesOf(headers.get("x-robots-tag") ?? "");
    const type = headers.get("content-type") ?? "";
    if (!HTML.test(type) && !(type === "" && looksLikeHtml(bytes))) {
      if (directives.noindex) return { ...nothing, status: "excluded", reason: NOINDEX };
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      if (sha256 === known.sha256) return { ...nothing, status: "unchanged", sha256 };
      const document = await readLinkedFile(options.documents, bytes, url, headers, signal);
      return { ...nothing, status: "changed", sha256, document };
    }
    const { linksOfPage, blocksOfPage } = limits;
    const page = await parser.parse(
      {
        bytes,
        charset: charsetOf(type),
        url: url.href,
        mostLinks: linksOfPage,
        mostBlocks: blocksOfPage + 1,
      },
      signal,
    );
    const { sha256, title, blocks } = page;
    if (blocks.length > blocksOfPage) throw tooManyBlocks(blocksOfPage);
    const links = directives.nofollow ? [] : page.links;
    const seen = { ...nothing, sha256, canonicalUrl: page.canonical, links };
    if (directives.noindex || page.noindex) return { ...seen, status: "excluded", reason: NOINDEX };
    if (sha256 === known.sha256) return { ...seen, status: "unchanged" };
    return { ...seen, status: "changed", document: { kind: "html", title, blocks, pages: null } };
  }

  return {
    check: (url) => guard.checkUrl(url).href,
    async page(url, known, signal) {
      const address = guard.checkUrl(url);
      const mayGet = (next: URL) => requireAllowed(next, signal);
      const headers = conditionsOf(known);
      try {
        const received = await untilAllowed(limits, signal, () =>
          http.get(address, { headers, mayGet }, signal, (answer) => receive(answer, known)),
        );
        return "bytes" in received ? await read(received, known, signal) : received;
      } catch (error) {
        if (!(error instanceof NotForUs)) throw error;
        return { ...nothingOf(address.href, new Map()), status: "excluded", reason: error.message };
      }
    },
    robots: async (url, signal) => robots.ask(guard.checkUrl(url), signal),
    sitemap: (url, limit, signal) => readSitemap({ http, guard, limits }, url, limit, signal),
    async close() {
      await guard.close();
      await parser.close();
    },
  };
}

const NOINDEX = "The page asks that it not be kept for searches (noindex).";

/** robots.txt says no: no fault of anybody's. */
class NotForUs extends ReadFailure {
  constructor(sentence: string) {
    super("refused_by_site", sentence);
  }
}

function conditionsOf({ etag, lastModified }: KnownPage): Record<string, string> {
  return {
    ...(etag === null ? {} : { "if-none-match": etag }),
    ...(lastModified === null ? {} : { "if-modified-since": lastModified }),
  };
}

function nothingOf(url: string, headers: ReadonlyMap<string, string>): Omit<FetchedPage, "status"> {
  return {
    url,
    etag: short(headers.get("etag")),
    lastModified: short(headers.get("last-modified")),
    document: null,
    links: [],
    canonicalUrl: null,
    sha256: null,
    reason: null,
  };
}

/** An answer "not modified" may leave out what stays. */
function validatorsOf(
  headers: ReadonlyMap<string, string>,
  known: KnownPage,
): Pick<FetchedPage, "etag" | "lastModified" | "sha256"> {
  return {
    etag: short(headers.get("etag")) ?? known.etag,
    lastModified: short(headers.get("last-modified")) ?? known.lastModified,
    sha256: known.sha256,
  };
}

/** Sent back at the next visit: only what is a header's value and no more than that. */
function short(value: string | undefined): string | null {
  return value !== undefined && value.length <= 300 && /^[\x20-\x7e]+$/.test(value) ? value : null;
}

/** Said rather than cut off: a part would pose as the whole. */
function tooManyBlocks(most: number): ReadFailure {
  const rows = most.toLocaleString("en");
  return new ReadFailure(
    "too_large",
    `The page has more than ${rows} paragraphs and rows. Upload it in parts as files.`,
  );
}

function goneSentence(status: number): string {
  return `There is no page at this address any more (the website answers ${status}).`;
}

function looksLikeHtml(bytes: Buffer): boolean {
  return /^\s*(<!doctype html|<html|<head|<body)/i.test(bytes.subarray(0, 512).toString("latin1"));
}
