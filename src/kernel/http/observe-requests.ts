import type { FastifyReply, FastifyRequest } from "fastify";
import type { Kernel } from "../kernel.ts";
import type { HttpApp } from "./types.ts";

/** nginx's status for a client that closed the connection before it had its answer. */
const CLIENT_LEFT = 499;

/**
 * Counts and logs each request once. Fastify's own hooks do not tell of a client that left after its body was
 * read: `onResponse` waits for an answer that is never complete, `onRequestAbort` for a request that breaks off.
 */
export function observeRequests(http: HttpApp, kernel: Kernel): void {
  const observed = new WeakSet<FastifyReply>();
  const observe = (request: FastifyRequest, reply: FastifyReply, status: number, message: string) => {
    if (observed.has(reply)) return;
    observed.add(reply);
    const { method } = request;
    const route = request.routeOptions.url;
    const durationMs = reply.elapsedTime;
    kernel.metrics.observeRequest({ method, route: route ?? "none", status, durationMs });
    request.log.info({ method, route, status, durationMs: Math.round(durationMs) }, message);
  };
  http.addHook("onRequest", async (request, reply) => {
    reply.raw.once("close", () => observe(request, reply, CLIENT_LEFT, "request left"));
  });
  http.addHook("onResponse", async (request, reply) => observe(request, reply, reply.statusCode, "request"));
}
