import { describe, expect, it } from "vitest";
import { exactPt, formatPt, parsePt, pricePerThousand, ptInDollars, sharedDecimals } from "./pt.ts";

describe("formatPt", () => {
  it.each([
    ["0", "0.0"],
    ["11700000", "11.7"],
    ["14862400000", "14,862.4"],
    ["60000000000000", "60,000,000.0"],
    ["-11700000", "−11.7"],
    ["11749999", "11.7"],
    ["11750000", "11.8"],
  ])("writes %s micro-PT as %s", (amount, text) => {
    expect(formatPt(amount)).toBe(text);
  });

  it("never writes a charge as free", () => {
    expect(formatPt("4200")).toBe("0.0042");
    expect(formatPt("1")).toBe("0.000001");
    expect(formatPt("99999")).toBe("0.099");
  });

  it("puts a plus before credit when asked", () => {
    expect(formatPt(8_300_000n, { sign: "always" })).toBe("+8.3");
    expect(formatPt(0n, { sign: "always" })).toBe("0.0");
  });

  it("takes what is no number for nothing", () => {
    expect(formatPt("soon")).toBe("0.0");
  });
});

describe("sharedDecimals", () => {
  it.each([
    [["11700000", "-900000", "0"], 1],
    [["1000000000", "36000"], 3],
    [["50000"], 3],
    [["1"], 3],
    [[], 1],
  ])("of %j is %d", (amounts, decimals) => {
    expect(sharedDecimals(amounts)).toBe(decimals);
  });

  it("lets a sum with a small term be read", () => {
    const decimals = sharedDecimals(["1000000000", "36000"]);
    expect(formatPt("999964000", { decimals })).toBe("999.964");
    expect(formatPt("36000", { decimals })).toBe("0.036");
    expect(formatPt("0", { decimals })).toBe("0.000");
  });
});

it("keeps every digit for the hover text", () => {
  expect(exactPt("11700001")).toBe("11.700001");
  expect(exactPt("-1500000000")).toBe("−1,500");
});

it("says what an amount is at list price", () => {
  expect(ptInDollars("11700000")).toBe("$0.0117");
  expect(ptInDollars("14862400000")).toBe("$14.86");
});

it.each([
  ["3000000000", "3.0"],
  ["1250000000", "1.25"],
  ["75000000", "0.075"],
  ["0", "0.0"],
  ["1234567890000", "1,234.5678"],
])("says %s micro-PT per million tokens as %s PT per thousand", (price, text) => {
  expect(pricePerThousand(price)).toBe(text);
});

it("reads amounts as people type them", () => {
  expect(parsePt("1,500.5")).toBe(1_500_500_000n);
  expect(parsePt("12")).toBe(12_000_000n);
  expect(parsePt("-1")).toBeUndefined();
  expect(parsePt("1.2345678")).toBeUndefined();
  expect(parsePt("")).toBeUndefined();
});
