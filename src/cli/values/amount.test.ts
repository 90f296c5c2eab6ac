import { describe, expect, it } from "vitest";
import { formatUsd, ptAmount, usdPrice } from "./amount.ts";

describe("an amount of PT", () => {
  it.each([
    ["500", 500_000_000n],
    ["12.5", 12_500_000n],
    [" 0.000001 ", 1n],
    ["1000000000", 1_000_000_000_000_000n],
  ])("%s is exact", (text, microPt) => {
    expect(ptAmount.parse(text)).toBe(microPt);
  });

  it.each(["", "0", "-1", "+1", "1e3", "1,5", "0.0000001", "1.", ".5", "NaN", "0x10", "1000000000.000001"])(
    "%j is refused",
    (text) => {
      expect(ptAmount.safeParse(text).success).toBe(false);
    },
  );
});

describe("a price in US dollars", () => {
  it.each([
    ["1.25", 1_250_000_000n],
    ["0", 0n],
    ["0.000000001", 1n],
    ["999999.999999999", 999_999_999_999_999n],
  ])("%s is exact, there and back", (text, microPt) => {
    expect(usdPrice.parse(text)).toBe(microPt);
    expect(formatUsd(microPt)).toBe(text);
  });

  it.each(["", "-1", "1e-3", "$1", "1.0000000001", "1000000"])("%j is refused", (text) => {
    expect(usdPrice.safeParse(text).success).toBe(false);
  });
});
