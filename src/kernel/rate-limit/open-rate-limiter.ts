import type { Log } from "../log.ts";
import { createMemoryLimiter } from "./memory-limiter.ts";
import type { RateLimiter } from "./rate-limiter.ts";
import { createRedisLimiter } from "./redis-limiter.ts";

/** Counts in Redis when there is one, else in this process; the client is loaded only when it is needed (9 MB). */
export async function openRateLimiter(options: {
  readonly redisUrl: string | null;
  readonly log: Log;
}): Promise<RateLimiter> {
  if (options.redisUrl === null) return createMemoryLimiter();
  const { openRedis } = await import("../redis/open-redis.ts");
  const redis = await openRedis({ url: options.redisUrl, log: options.log, name: "rate-limit" });
  return createRedisLimiter({ redis, log: options.log });
}
