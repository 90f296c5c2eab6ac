import type { FastifyReply, FastifyRequest } from "fastify";
import { AppError } from "../errors.ts";
import type { HttpApp } from "./types.ts";

declare module "fastify" {
  interface FastifyInstance {
    /** Methods that the address takes, in alphabetical order; none when nothing is there. */
    methodsAt(url: string): readonly string[];
  }
}

interface Pattern {
  readonly matches: RegExp;
  readonly methods: Set<string>;
}

/** Catch-alls: the web app's pages and the preflight answer say nothing of what an address takes. */
const CATCH_ALL = new Set(["*", "/*"]);

/** Call it before the first route and before CORS is registered. */
export function registerKnownAddresses(http: HttpApp): void {
  const patterns = new Map<string, Pattern>();
  http.addHook("onRoute", (route) => {
    if (CATCH_ALL.has(route.url)) return;
    const pattern = patterns.get(route.url) ?? {
      matches: toPattern(route.url),
      methods: new Set(["OPTIONS"]),
    };
    for (const method of [route.method].flat()) pattern.methods.add(method);
    patterns.set(route.url, pattern);
  });
  http.decorate("methodsAt", (url) => {
    const path = url.split("?", 1)[0] ?? "";
    const methods = [...patterns.values()].flatMap((pattern) =>
      pattern.matches.test(path) ? [...pattern.methods] : [],
    );
    return [...new Set(methods)].sort();
  });
  http.addHook("onRequest", async (request, reply) => {
    if (request.method !== "OPTIONS" || isPreflight(request)) return;
    if (request.url !== "*") {
      const methods = http.methodsAt(request.url);
      if (methods.length === 0) throw nothingHere(request, reply);
      reply.header("allow", methods.join(", "));
    }
    await reply.status(204).send();
  });
}

/**
 * What to answer where no route takes the request: 405 with the methods that the address does take
 * (RFC 9110 section 15.5.6), or 404.
 */
export function nothingHere(request: FastifyRequest, reply: FastifyReply): AppError {
  const methods = request.server.methodsAt(request.url);
  // A folder's route takes the method and has no such file.
  if (methods.length === 0 || methods.includes(request.method)) {
    return new AppError("not_found", "There is nothing at this address. Check its spelling.");
  }
  reply.header("allow", methods.join(", "));
  return new AppError("method_not_allowed", `This address takes ${methods.join(", ")}.`);
}

/** Fetch standard, CORS preflight. */
function isPreflight(request: FastifyRequest): boolean {
  return (
    request.headers.origin !== undefined && request.headers["access-control-request-method"] !== undefined
  );
}

function toPattern(url: string): RegExp {
  const source = url
    .split("/")
    .map((part) =>
      part.startsWith(":") ? "[^/]+" : part === "*" ? ".*" : part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"),
    )
    .join("/");
  return new RegExp(`^${source}$`);
}
