import { describe, expect, it } from "vitest";
import { TestClock } from "../../../kernel/clock.ts";
import { CircuitBreaker } from "./circuit-breaker.ts";

function broken(): { breaker: CircuitBreaker; clock: TestClock } {
  const clock = new TestClock();
  const breaker = new CircuitBreaker(clock);
  for (let n = 0; n < 5; n += 1) breaker.failed();
  return { breaker, clock };
}

describe("a circuit", () => {
  it("stays closed while failures are not in a row", () => {
    const breaker = new CircuitBreaker(new TestClock());
    for (let n = 0; n < 20; n += 1) {
      breaker.failed();
      if (n % 4 === 3) breaker.succeeded();
      expect(breaker.admits()).toBe(true);
    }
  });

  it("opens after five failures in a row and refuses everybody", () => {
    const { breaker } = broken();
    expect([breaker.isOpen(), breaker.admits(), breaker.admits()]).toEqual([true, false, false]);
  });

  it("lets one caller try after the pause, not those who come with it", () => {
    const { breaker, clock } = broken();
    clock.advance(14_999);
    expect(breaker.admits()).toBe(false);
    clock.advance(1);
    expect(breaker.isOpen()).toBe(false);
    expect([breaker.admits(), breaker.admits(), breaker.isOpen()]).toEqual([true, false, true]);
  });

  it("closes when that caller succeeds and pauses again when it fails or never tells", () => {
    const { breaker, clock } = broken();
    clock.advance(15_000);
    breaker.admits();
    breaker.failed();
    expect(breaker.admits()).toBe(false);
    clock.advance(15_000);
    expect(breaker.admits()).toBe(true);
    clock.advance(15_000);
    expect(breaker.admits()).toBe(true);
    breaker.succeeded();
    expect([breaker.admits(), breaker.admits()]).toEqual([true, true]);
  });
});
