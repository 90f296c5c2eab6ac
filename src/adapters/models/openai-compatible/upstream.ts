import type { Dispatcher } from "undici";
import { Pool } from "undici";

/** Milliseconds. */
export type UpstreamTimeouts = {
  connectMs: number;
  /** From sending the request to the first byte of the answer's body, waiting for a free connection included. */
  firstByteMs: number;
  /** Between two pieces of the answer. */
  idleMs: number;
  /** The whole call. */
  totalMs: number;
};

export const DEFAULT_TIMEOUTS: UpstreamTimeouts = {
  connectMs: 10_000,
  firstByteMs: 60_000,
  idleMs: 60_000,
  totalMs: 600_000,
};

export type UpstreamOptions = {
  baseUrl: string;
  apiKey?: string | undefined;
  headers?: Record<string, string> | undefined;
  timeouts?: Partial<UpstreamTimeouts> | undefined;
  /** Connections at the same time, one stream each; further calls wait. */
  connections?: number | undefined;
};

const DEFAULT_CONNECTIONS = 512;
const KEEP_ALIVE_MS = 30_000;

/** One HTTP origin with its connections, credentials and limits. */
export type Upstream = {
  provider: string;
  hostname: string;
  dispatcher: Dispatcher;
  timeouts: UpstreamTimeouts;
  /** Never to appear in an error or a log. */
  secrets: readonly string[];
  /** The address of an endpoint such as "/chat/completions", with the query of the base URL. */
  path(endpoint: string): string;
  headers(extra: Record<string, string | undefined> | undefined): string[];
};

/** @throws TypeError when the base URL is not plain http(s), or holds a user name or password. */
export function openUpstream(provider: string, options: UpstreamOptions): Upstream {
  const url = new URL(options.baseUrl);
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new TypeError(`The base URL of ${provider} must begin with http:// or https://`);
  }
  if (url.username !== "" || url.password !== "") {
    throw new TypeError(`The base URL of ${provider} must not contain a user name or password`);
  }
  const timeouts = { ...DEFAULT_TIMEOUTS, ...options.timeouts };
  const apiKey = options.apiKey?.trim();
  const base = url.pathname.replace(/\/+$/, "");
  const fixed = {
    "content-type": "application/json",
    "user-agent": "parley",
    ...(apiKey && { authorization: `Bearer ${apiKey}` }),
    ...lowerCased(options.headers),
  };
  const fixedList = Object.entries(fixed).flat();
  return {
    provider,
    hostname: url.hostname,
    // HTTP/1.1 only: one stream a connection, so that cancelling one call cannot hurt another.
    // The parser's own timers are off because UpstreamCall keeps one timer for all phases.
    dispatcher: new Pool(url.origin, {
      connections: options.connections ?? DEFAULT_CONNECTIONS,
      pipelining: 1,
      allowH2: false,
      keepAliveTimeout: KEEP_ALIVE_MS,
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: { timeout: timeouts.connectMs },
    }),
    timeouts,
    secrets: [apiKey, ...Object.values(options.headers ?? {})].filter((secret) => secret !== undefined),
    path: (endpoint) => `${base}${endpoint}${url.search}`,
    headers: (extra) =>
      extra === undefined ? fixedList : Object.entries({ ...fixed, ...lowerCased(extra) }).flat(),
  };
}

function lowerCased(headers: Record<string, string | undefined> | undefined): Record<string, string> {
  const clean: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers ?? {})) {
    if (value !== undefined) clean[name.toLowerCase()] = value;
  }
  return clean;
}
