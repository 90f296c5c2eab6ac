import { describe, expect, it } from "vitest";
import { daysOf, ticksFor, tickText } from "./chart-scale.ts";

describe("ticksFor", () => {
  it.each([
    [3880, [0, 1000, 2000, 3000, 4000]],
    [4000, [0, 1000, 2000, 3000, 4000]],
    [0.7, [0, 0.2, 0.4, 0.6, 0.8]],
    [12, [0, 5, 10, 15]],
  ])("goes up to at least %d", (largest, ticks) => {
    expect(ticksFor(largest)).toEqual(ticks);
  });

  it.each([0, -1, Number.NaN])("has something to stand on for %d", (largest) => {
    expect(ticksFor(largest)).toEqual([0, 1]);
  });

  it("never draws more than a handful", () => {
    for (let largest = 0.001; largest < 1e9; largest *= 1.7) {
      const ticks = ticksFor(largest);
      expect(ticks.length).toBeLessThanOrEqual(6);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(largest);
    }
  });
});

it("says large values short", () => {
  expect([0, 0.25, 500, 4000, 2_500_000].map(tickText)).toEqual(["0", "0.25", "500", "4k", "2.5M"]);
});

it("has a place for every day and sums its parts", () => {
  const days = daysOf([{ day: "2026-11-02", chatMicroPt: "3", apiMicroPt: "2", otherMicroPt: "1" }], 30);
  expect(days).toHaveLength(30);
  expect(days[1]).toEqual({ day: 2, chat: 3n, api: 2n, other: 1n, total: 6n });
  expect(days[0]?.total).toBe(0n);
});
