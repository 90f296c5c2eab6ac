import { describe, expect, it } from "vitest";
import { formatPt, MAX_AMOUNT_MICRO_PT, mulDivUp, parsePt } from "./money.ts";

describe("an amount of PT as text", () => {
  it.each([
    ["0", 0n],
    ["12.5", 12_500_000n],
    ["0.000001", 1n],
    [" 1000 ", 1_000_000_000n],
    ["007", 7_000_000n],
    ["999999999999.999999", 999_999_999_999_999_999n],
  ])("%j is read exactly", (text, microPt) => {
    expect(parsePt(text)).toBe(microPt);
  });

  it.each([
    "",
    " ",
    "-1",
    "+1",
    "1e3",
    "1,5",
    "1.",
    ".5",
    "1.0000001",
    "0x10",
    "١٢",
    "NaN",
    "Infinity",
    "1 2",
    "1\u0000",
    "9".repeat(13),
  ])("%j is no amount", (text) => {
    expect(parsePt(text)).toBeUndefined();
  });

  it.each([
    [0n, "0"],
    [1n, "0.000001"],
    [11_700_000n, "11.7"],
    [-11_700_000n, "-11.7"],
    [-1n, "-0.000001"],
    [MAX_AMOUNT_MICRO_PT, "1000000000"],
    [9_223_372_036_854_775_807n, "9223372036854.775807"],
  ])("%s is written as %j", (microPt, text) => {
    expect(formatPt(microPt)).toBe(text);
  });

  it("is read as it was written, whatever it is", () => {
    for (
      let n = 0, microPt = 1n;
      n < 200;
      n += 1, microPt = (microPt * 6_364_136_223_846_793_005n + 1n) % 10n ** 17n
    ) {
      expect(parsePt(formatPt(microPt))).toBe(microPt);
    }
  });
});

describe("a product divided and rounded up", () => {
  it.each([
    [0n, 3n, 7n, 0n],
    [1n, 1n, 1_000_000n, 1n],
    [999_999n, 1n, 1_000_000n, 1n],
    [1_000_000n, 1n, 1_000_000n, 1n],
    [1_000_001n, 1n, 1_000_000n, 2n],
    [10n ** 30n, 10n ** 30n, 7n, (10n ** 60n + 6n) / 7n],
  ])("%s * %s / %s is %s", (amount, numerator, denominator, result) => {
    expect(mulDivUp(amount, numerator, denominator)).toBe(result);
  });
});
