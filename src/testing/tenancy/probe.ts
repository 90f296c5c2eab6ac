import type { RouteFacts } from "../../kernel/http/route-list.ts";
import type { World } from "./world.ts";

export interface Probe {
  readonly headers?: Readonly<Record<string, string>>;
  /** Values of the route's parameters. */
  readonly params: Readonly<Record<string, string>>;
  readonly query?: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is, instead of `body`. */
  readonly raw?: string | Uint8Array<ArrayBuffer>;
  readonly contentType?: string | null;
}

export interface Answer {
  readonly status: number;
  /** Empty for a stream that does not end. */
  readonly text: string;
}

let callers = 0;

/** Tries a route over the network, each time from an address of its own, so that no limit hides an answer. */
export async function probe(world: World, route: RouteFacts, what: Probe): Promise<Answer> {
  const { body, init } = payloadOf(what);
  const leave = new AbortController();
  callers += 1;
  const response = await fetch(`${world.origin}${addressOf(route, what)}`, {
    method: route.method,
    redirect: "manual",
    signal: AbortSignal.any([leave.signal, AbortSignal.timeout(20_000)]),
    headers: {
      "x-forwarded-for": `10.${(callers >> 16) & 255}.${(callers >> 8) & 255}.${callers & 255}`,
      ...init,
      ...what.headers,
    },
    ...(body === undefined ? {} : { body }),
  });
  const stream = response.headers.get("content-type")?.startsWith("text/event-stream") === true;
  const text = stream ? "" : await response.text();
  leave.abort();
  return { status: response.status, text };
}

function payloadOf({ body, raw, contentType = "application/json" }: Probe) {
  const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  if (payload === undefined) return { body: undefined, init: {} };
  // A string would be labelled text/plain by fetch; bytes go without a label.
  const bytes = typeof payload === "string" ? new TextEncoder().encode(payload) : payload;
  return { body: bytes, init: contentType === null ? {} : { "content-type": contentType } };
}

/** The path of a route with its parameters filled in. */
export function addressOf(route: RouteFacts, { params, query }: Probe): string {
  const path = route.url.replace(/:(\w+)|\*/g, (found, name: string | undefined) => {
    const value = params[name ?? found];
    if (value !== undefined) return name === undefined ? value : encodeURIComponent(value);
    throw new Error(
      `${route.method} ${route.url}: give ids.${name ?? found} in src/testing/tenancy/world.ts.`,
    );
  });
  return query === undefined ? path : `${path}?${query}`;
}

export function nameOf(route: RouteFacts): string {
  return `${route.method} ${route.url}`;
}

/** Names of a route's parameters. */
export function paramsOf(route: RouteFacts): string[] {
  return [...route.url.matchAll(/:(\w+)|\*/g)].map((match) => match[1] ?? match[0]);
}

export function changesState(route: RouteFacts): boolean {
  return route.method !== "GET";
}
