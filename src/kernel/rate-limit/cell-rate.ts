import type { RateRule, RateVerdict } from "./rate-limiter.ts";

/** Admitted although this part of a refill is still missing, so that rounding never refuses the last call of a limit. */
export const SLACK = 0.01;

export interface CellRate {
  readonly verdict: RateVerdict;
  /** When everything taken so far will be refilled, ms; the only thing that is remembered of a key. */
  readonly fullAt: number;
}

/**
 * The generic cell rate algorithm in its virtual scheduling form (ITU-T I.371 annex A), over ms of any clock.
 * @throws RangeError for a rule or a cost that is not a positive number: a fault of the program
 */
export function cellRate(previousFullAt: number, now: number, rule: RateRule, cost: number): CellRate {
  checkRule(rule, cost);
  const refillMs = rule.windowMs / rule.limit;
  const before = Math.max(previousFullAt, now);
  const after = before + cost * refillMs;
  const overdue = after - now - rule.windowMs;
  if (overdue <= refillMs * SLACK) return { fullAt: after, verdict: verdict(after - now, 0, rule) };
  const retryAfterMs = cost > rule.limit ? rule.windowMs : Math.ceil(overdue);
  return { fullAt: before, verdict: verdict(before - now, retryAfterMs, rule) };
}

/** @param takenMs how much of the window is taken, as time until it is refilled */
export function verdict(takenMs: number, retryAfterMs: number, rule: RateRule): RateVerdict {
  const free = ((rule.windowMs - takenMs) * rule.limit) / rule.windowMs;
  return {
    allowed: retryAfterMs === 0,
    remaining: Math.max(0, Math.floor(free + SLACK)),
    resetMs: Math.ceil(takenMs),
    retryAfterMs,
    degraded: false,
  };
}

export function checkRule(rule: RateRule, cost: number): void {
  if (rule.limit > 0 && rule.windowMs > 0 && cost > 0 && Number.isFinite(rule.limit * rule.windowMs * cost))
    return;
  throw new RangeError("A rate rule needs a limit, a window and a cost above zero.");
}
