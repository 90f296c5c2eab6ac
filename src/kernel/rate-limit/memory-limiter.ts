import { cellRate } from "./cell-rate.ts";
import type { RateLimiter, RateRule, RateVerdict } from "./rate-limiter.ts";

/** A key costs about 150 bytes, so both generations together stay below 40 MB. */
const KEYS_PER_GENERATION = 100_000;

export interface MemoryLimiterOptions {
  /** Milliseconds of a clock that never goes back. */
  readonly now?: () => number;
  readonly keysPerGeneration?: number;
}

/** Counts in this process. Answers at once. */
export interface MemoryLimiter extends RateLimiter {
  consume(key: string, rule: RateRule, cost?: number): RateVerdict;
}

/**
 * Two generations bound the memory without a timer: a full young one becomes the old one and the old one is
 * dropped, so a flood of fresh keys forgets only keys that were quiet for a whole generation.
 */
export function createMemoryLimiter(options: MemoryLimiterOptions = {}): MemoryLimiter {
  const now = options.now ?? (() => performance.now());
  const capacity = options.keysPerGeneration ?? KEYS_PER_GENERATION;
  let young = new Map<string, number>();
  let old = new Map<string, number>();

  return {
    consume(key, rule, cost = 1) {
      const { fullAt, verdict } = cellRate(young.get(key) ?? old.get(key) ?? 0, now(), rule, cost);
      young.set(key, fullAt);
      if (young.size >= capacity) {
        old = young;
        young = new Map();
      }
      return verdict;
    },
    async close() {
      young.clear();
      old.clear();
    },
  };
}
