import { describe, expect, test } from "vitest";
import { createMemoryLimiter } from "./memory-limiter.ts";

const PER_MINUTE = { limit: 6, windowMs: 60_000 };

function limiterWithClock(start = 0) {
  const clock = { ms: start };
  return { clock, limiter: createMemoryLimiter({ now: () => clock.ms }) };
}

describe("a limit of six a minute", () => {
  test("lets six pass at once and tells the seventh when to come back", () => {
    const { limiter } = limiterWithClock();
    const verdicts = Array.from({ length: 7 }, () => limiter.consume("a", PER_MINUTE));
    expect(verdicts.map((verdict) => verdict.allowed)).toEqual([true, true, true, true, true, true, false]);
    expect(verdicts.map((verdict) => verdict.remaining)).toEqual([5, 4, 3, 2, 1, 0, 0]);
    expect(verdicts[0]).toEqual({
      allowed: true,
      remaining: 5,
      resetMs: 10_000,
      retryAfterMs: 0,
      degraded: false,
    });
    expect(verdicts[6]).toEqual({
      allowed: false,
      remaining: 0,
      resetMs: 60_000,
      retryAfterMs: 10_000,
      degraded: false,
    });
  });

  test("refills evenly, and lets nobody in early", () => {
    const { clock, limiter } = limiterWithClock();
    for (let call = 0; call < 6; call++) limiter.consume("a", PER_MINUTE);
    clock.ms = 9_800;
    expect(limiter.consume("a", PER_MINUTE)).toMatchObject({ allowed: false, retryAfterMs: 200 });
    clock.ms = 10_000;
    expect(limiter.consume("a", PER_MINUTE).allowed).toBe(true);
    expect(limiter.consume("a", PER_MINUTE).allowed).toBe(false);
    clock.ms = 70_000;
    expect(limiter.consume("a", PER_MINUTE)).toMatchObject({ allowed: true, remaining: 5 });
  });

  test("does not count what it refuses, so hammering does not lock out", () => {
    const { clock, limiter } = limiterWithClock();
    for (let call = 0; call < 1_000; call++) limiter.consume("a", PER_MINUTE);
    clock.ms = 10_000;
    expect(limiter.consume("a", PER_MINUTE).allowed).toBe(true);
  });

  test("counts each key by itself", () => {
    const { limiter } = limiterWithClock();
    for (let call = 0; call < 6; call++) limiter.consume("a", PER_MINUTE);
    expect(limiter.consume("b", PER_MINUTE)).toMatchObject({ allowed: true, remaining: 5 });
  });

  test("takes several at once for a dear call, all or nothing", () => {
    const { limiter } = limiterWithClock();
    expect(limiter.consume("a", PER_MINUTE, 4)).toMatchObject({ allowed: true, remaining: 2 });
    expect(limiter.consume("a", PER_MINUTE, 3)).toMatchObject({
      allowed: false,
      remaining: 2,
      retryAfterMs: 10_000,
    });
    expect(limiter.consume("a", PER_MINUTE, 2)).toMatchObject({ allowed: true, remaining: 0 });
  });

  test("never lets a call pass that costs more than the limit", () => {
    const { limiter } = limiterWithClock();
    expect(limiter.consume("a", PER_MINUTE, 7)).toMatchObject({
      allowed: false,
      remaining: 6,
      retryAfterMs: 60_000,
    });
  });
});

test.each([
  [3, 1_000],
  [7, 1_000],
  [14, 1_000],
  [7, 60_000],
  [1_000, 60_000],
  [6_000, 60_000],
  [1, 1],
])("a limit of %i per %i ms admits exactly that many, whatever the rounding", (limit, windowMs) => {
  for (const start of [0, 12_345.678, 1_763_629_200_123.456]) {
    const { limiter } = limiterWithClock(start);
    const calls = Array.from({ length: limit * 2 }, () => limiter.consume("a", { limit, windowMs }));
    expect(calls.filter(({ allowed }) => allowed)).toHaveLength(limit);
  }
});

test("a caller who stays at the limit gets the limit in each later window", () => {
  const { clock, limiter } = limiterWithClock();
  const admitted = [0, 0, 0, 0];
  for (; clock.ms < 240_000; clock.ms += 250) {
    const minute = Math.floor(clock.ms / 60_000);
    if (limiter.consume("a", PER_MINUTE).allowed) admitted[minute] = (admitted[minute] ?? 0) + 1;
  }
  expect(admitted.slice(1)).toEqual([6, 6, 6]);
});

test("a clock that goes back neither frees nor locks for ever", () => {
  const { clock, limiter } = limiterWithClock(1_000_000);
  for (let call = 0; call < 6; call++) limiter.consume("a", PER_MINUTE);
  clock.ms = 990_000;
  expect(limiter.consume("a", PER_MINUTE).allowed).toBe(false);
  clock.ms = 1_010_000;
  expect(limiter.consume("a", PER_MINUTE).allowed).toBe(true);
});

test("a flood of fresh keys neither grows the memory nor frees a key in use", () => {
  const limiter = createMemoryLimiter({ now: () => 0, keysPerGeneration: 100 });
  const rule = { limit: 1_000, windowMs: 60_000 };
  let remaining = 0;
  for (let stranger = 0; stranger < 50_000; stranger++) {
    limiter.consume(`stranger ${stranger}`, rule);
    if (stranger % 60 === 0) remaining = limiter.consume("regular", rule).remaining;
  }
  expect(remaining).toBe(1_000 - Math.ceil(50_000 / 60));
});

test.each([
  [{ limit: 0, windowMs: 1 }, 1],
  [{ limit: 1, windowMs: 0 }, 1],
  [{ limit: 1, windowMs: Number.POSITIVE_INFINITY }, 1],
  [{ limit: 1, windowMs: 1 }, 0],
  [{ limit: 1, windowMs: 1 }, -1],
  [{ limit: 1, windowMs: 1 }, Number.NaN],
])("a rule or cost without meaning is a fault of the program: %j, %d", (rule, cost) => {
  expect(() => createMemoryLimiter().consume("a", rule, cost)).toThrow(RangeError);
});
