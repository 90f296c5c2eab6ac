import { Redis, type RedisOptions } from "ioredis";
import type { Log } from "../log.ts";

/** How long one command may take, ms: whoever asks Redis has an answer without it too. */
const COMMAND_TIMEOUT_MS = 250;
const CONNECT_TIMEOUT_MS = 3_000;
const LONGEST_PAUSE_MS = 5_000;

export interface OpenRedisOptions {
  readonly url: string;
  readonly log: Log;
  /** Shown in `CLIENT LIST`. */
  readonly name: string;
}

/**
 * A connection whose commands fail at once while it is down, and that comes back by itself. Waits for the
 * first contact, but not longer than three seconds: an installation starts without its Redis.
 */
export async function openRedis({ url, log, name }: OpenRedisOptions): Promise<Redis> {
  const redis = new Redis(url, {
    ...FAIL_FAST,
    connectionName: name,
    retryStrategy: (attempt) => Math.min(50 * 2 ** attempt, LONGEST_PAUSE_MS) * (0.75 + Math.random() / 2),
  });
  let down = false;
  redis.on("error", (error: Error) => {
    if (!down) log.warn({ err: error, name }, "Redis does not answer");
    down = true;
  });
  redis.on("ready", () => {
    if (down) log.info({ name }, "Redis answers again");
    down = false;
  });
  await firstContact(redis);
  return redis;
}

const FAIL_FAST = {
  protocol: 2,
  commandTimeout: COMMAND_TIMEOUT_MS,
  connectTimeout: CONNECT_TIMEOUT_MS,
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  autoResubscribe: false,
  maxRetriesPerRequest: 0,
} as const satisfies RedisOptions;

function firstContact(redis: Redis): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      redis.off("ready", done);
      redis.off("error", done);
      resolve();
    };
    const timer = setTimeout(done, CONNECT_TIMEOUT_MS);
    redis.once("ready", done);
    redis.once("error", done);
  });
}
