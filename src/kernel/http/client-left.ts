import type { FastifyReply } from "fastify";

/**
 * Fires when the client leaves before the answer is complete. Fastify's `request.signal` fires as soon as a
 * body has been read, since Node then closes the request's own stream; the response's stream tells the truth.
 */
export function clientLeft(reply: FastifyReply): AbortSignal {
  const left = new AbortController();
  reply.raw.once("close", () => {
    if (!reply.raw.writableFinished) left.abort();
  });
  return left.signal;
}
