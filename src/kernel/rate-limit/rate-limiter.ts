/** What to do while the shared counter cannot be reached: count in this process only, or let nobody pass. */
export type WhenDown = "allow-locally" | "refuse";

/**
 * `limit` calls at once, refilled evenly over `windowMs` (generic cell rate algorithm, ITU-T I.371): a
 * caller that stays at the limit gets `limit` per window, one that was quiet may spend a whole limit at once.
 */
export interface RateRule {
  readonly limit: number;
  readonly windowMs: number;
  /** `allow-locally` when left out. */
  readonly whenDown?: WhenDown;
}

export interface RateVerdict {
  readonly allowed: boolean;
  /** Whole calls that would still pass now. */
  readonly remaining: number;
  /** Milliseconds until the whole limit is free again. */
  readonly resetMs: number;
  /** Milliseconds until this call would pass; 0 when it did. A cost above the limit never passes. */
  readonly retryAfterMs: number;
  /** The shared counter was not reached, so `whenDown` decided. */
  readonly degraded: boolean;
}

export interface RateLimiter {
  /**
   * Takes `cost` (default 1) from what `key` may do under `rule`; a refused call takes nothing. Answers at
   * once when the counter is in this process, so that the hot path pays for no promise.
   */
  consume(key: string, rule: RateRule, cost?: number): RateVerdict | Promise<RateVerdict>;
  close(): Promise<void>;
}
