import type { FastifyReply } from "fastify";
import { AppError } from "../errors.ts";
import type { RateLimiter, RateRule, RateVerdict, WhenDown } from "../rate-limit/rate-limiter.ts";

const MINUTE_MS = 60_000;

/** Calls per minute; null sets no limit. */
export interface GeneralLimits {
  readonly perIp: number | null;
  readonly perUser: number | null;
  readonly perWorkspace: number | null;
}

export function perMinute(limit: number | null, whenDown: WhenDown = "allow-locally"): RateRule | null {
  if (limit === null) return null;
  return { limit, windowMs: MINUTE_MS, whenDown };
}

/**
 * Takes one call from a counter; answers 429 with `retry-after` when it is spent.
 * Returns a promise only when the counter is in another process.
 */
export function spend(
  limiter: RateLimiter,
  reply: FastifyReply,
  key: string,
  rule: RateRule | null,
): undefined | Promise<undefined> {
  if (rule === null) return undefined;
  const verdict = limiter.consume(key, rule);
  if (verdict instanceof Promise) return verdict.then((later) => decide(reply, rule, later));
  return decide(reply, rule, verdict);
}

function decide(reply: FastifyReply, rule: RateRule, verdict: RateVerdict): undefined {
  // The tightest counter is the one worth telling.
  const told = reply.getHeader("ratelimit-remaining");
  if (told === undefined || verdict.remaining < Number(told)) {
    reply.header("ratelimit-limit", rule.limit);
    reply.header("ratelimit-remaining", verdict.remaining);
    reply.header("ratelimit-reset", Math.ceil(verdict.resetMs / 1000));
  }
  if (verdict.allowed) return undefined;
  const seconds = Math.max(1, Math.ceil(verdict.retryAfterMs / 1000));
  throw new AppError(
    "too_many_requests",
    `Wait ${seconds} ${seconds === 1 ? "second" : "seconds"} and try again.`,
    {
      retryAfterSeconds: seconds,
    },
  );
}
