import { createHash } from "node:crypto";
import type { Redis } from "ioredis";
import type { Log } from "../log.ts";
import { checkRule, SLACK, verdict } from "./cell-rate.ts";
import { createMemoryLimiter } from "./memory-limiter.ts";
import type { RateLimiter, RateRule, RateVerdict } from "./rate-limiter.ts";

/**
 * The same reckoning as cell-rate.ts, in one step at the server and by its clock, so that all processes
 * agree. Answers the ms until all is refilled and the ms until the call would pass; both as text, since
 * Redis cuts numbers to integers.
 */
const CELL_RATE = `
  local window, refill, cost, slack = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
  local time = redis.call("TIME")
  local now = time[1] * 1000 + time[2] / 1000
  local before = math.max(tonumber(redis.call("GET", KEYS[1]) or 0), now)
  local after = before + cost * refill
  local overdue = after - now - window
  if overdue > refill * slack then
    return { string.format("%.3f", before - now), string.format("%.3f", overdue) }
  end
  redis.call("SET", KEYS[1], string.format("%.3f", after), "PX", math.ceil(after - now) + 1)
  return { string.format("%.3f", after - now), "0" }`;

const CELL_RATE_SHA = createHash("sha1").update(CELL_RATE).digest("hex");

/** After a failure Redis is left alone for so long: a dead server shall not slow every request down. */
const PAUSE_MS = 1_000;

export interface RedisLimiterOptions {
  /** A connection that fails at once when it is down: see `openRedis`. It is closed with the limiter. */
  readonly redis: Redis;
  readonly log: Log;
  readonly prefix?: string;
}

/** Counts in Redis for all processes; without Redis as each rule's `whenDown` says. */
export function createRedisLimiter({ redis, log, prefix = "rate:" }: RedisLimiterOptions): RateLimiter {
  const local = createMemoryLimiter();
  let failing = false;
  let pausedUntil = 0;

  async function ask(key: string, rule: RateRule, cost: number): Promise<RateVerdict> {
    // While failing, this call is the only one that tries; the others keep out of its way.
    if (failing) pausedUntil = performance.now() + PAUSE_MS;
    try {
      const answer = await runScript(redis, prefix + key, rule, cost);
      if (failing) log.info("Rate limits are counted in Redis again");
      failing = false;
      pausedUntil = 0;
      return answer;
    } catch (error) {
      if (!failing) log.warn({ err: error }, "Rate limits cannot be counted in Redis");
      failing = true;
      pausedUntil = performance.now() + PAUSE_MS;
      if (isTimeout(error)) redis.disconnect(true);
      return withoutRedis(key, rule, cost);
    }
  }

  function withoutRedis(key: string, rule: RateRule, cost: number): RateVerdict {
    if (rule.whenDown === "refuse") {
      return { allowed: false, remaining: 0, resetMs: PAUSE_MS, retryAfterMs: PAUSE_MS, degraded: true };
    }
    return { ...local.consume(key, rule, cost), degraded: true };
  }

  return {
    consume(key, rule, cost = 1) {
      checkRule(rule, cost);
      return performance.now() < pausedUntil ? withoutRedis(key, rule, cost) : ask(key, rule, cost);
    },
    async close() {
      redis.disconnect();
      await local.close();
    },
  };
}

/** A connection that is silent may be dead for ever without either side knowing; a new one settles it. */
function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.message === "Command timed out";
}

async function runScript(redis: Redis, key: string, rule: RateRule, cost: number): Promise<RateVerdict> {
  const args = [key, rule.windowMs, rule.windowMs / rule.limit, cost, SLACK];
  const answer: unknown = await redis.evalsha(CELL_RATE_SHA, 1, ...args).catch((error: Error) => {
    if (error.message.startsWith("NOSCRIPT")) return redis.eval(CELL_RATE, 1, ...args);
    throw error;
  });
  if (!Array.isArray(answer)) throw new Error("Redis answered a rate limit with something else.");
  const [takenMs, overdueMs] = answer.map(Number);
  if (takenMs === undefined || overdueMs === undefined || Number.isNaN(takenMs + overdueMs)) {
    throw new Error("Redis answered a rate limit with something else.");
  }
  const retryAfterMs = overdueMs > 0 && cost > rule.limit ? rule.windowMs : Math.ceil(overdueMs);
  return verdict(takenMs, retryAfterMs, rule);
}
