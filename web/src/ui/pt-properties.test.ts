import { describe, expect, it } from "vitest";
import { exactPt, formatPt, microPt, parsePt, pricePerThousand, ptInDollars, sharedDecimals } from "./pt.ts";

/** Amounts of every size, from one micro-PT to billions of PT, and their neighbours. */
function* amounts(): Generator<bigint> {
  yield 0n;
  for (let value = 1n; value < 10n ** 16n; value = value * 3n + 1n) yield value;
  for (let power = 1n; power < 10n ** 16n; power *= 10n) {
    yield power - 1n;
    yield power;
    yield power + 1n;
  }
}

const ofText = (shown: string) => Number(shown.replaceAll(",", "").replace("−", "-"));

describe("whatever the amount", () => {
  it("what is shown is within half a digit of what is meant", () => {
    for (const amount of amounts()) {
      const difference = Math.abs(ofText(formatPt(amount)) - Number(amount) / 1e6);
      const step = amount < 100_000n ? 0.1 * (Number(amount) / 1e6) : 0.05;
      expect(difference, String(amount)).toBeLessThanOrEqual(step + 1e-6);
    }
  });

  it("nothing is shown as nothing but nothing", () => {
    for (const amount of amounts()) expect(ofText(formatPt(amount)) === 0).toBe(amount === 0n);
  });

  it("a debit reads like the credit with a minus before it", () => {
    for (const amount of amounts()) {
      if (amount === 0n) continue;
      expect(formatPt(-amount)).toBe(`−${formatPt(amount)}`);
      expect(exactPt(-amount)).toBe(`−${exactPt(amount)}`);
    }
  });

  it("the exact form can be typed in again and means the same", () => {
    for (const amount of amounts()) {
      if (amount < 10n ** 15n) expect(parsePt(exactPt(amount)), String(amount)).toBe(amount);
    }
  });

  it("text and number are the same amount", () => {
    for (const amount of amounts()) expect(formatPt(amount.toString())).toBe(formatPt(amount));
  });

  it("the shared decimals of any amounts are one to three, and enough for two digits of the least", () => {
    for (const amount of amounts()) {
      const decimals = sharedDecimals([amount, 10n ** 12n]);
      expect([1, 2, 3]).toContain(decimals);
      if (amount >= 10_000n) expect(ofText(formatPt(amount, { decimals }))).toBeGreaterThan(0);
    }
  });
});

describe("decimals that are asked for", () => {
  it.each([
    ["12345678", 1, "12.3"],
    ["12345678", 2, "12.35"],
    ["12345678", 3, "12.346"],
    ["12345678", 6, "12.345678"],
    ["0", 3, "0.000"],
    ["999999", 1, "1.0"],
    ["-999999", 2, "−1.00"],
    ["999949999", 1, "999.9"],
    ["999950000", 1, "1,000.0"],
  ])("%s micro-PT at %d is %s", (amount, decimals, text) => {
    expect(formatPt(amount, { decimals })).toBe(text);
  });
});

describe("amounts from elsewhere", () => {
  it.each(["", " 1", "1.5", "1e9", "0x10", "--1", "NaN", "1".repeat(31), "１２"])(
    "%j counts as nothing",
    (text) => {
      expect(microPt(text)).toBe(0n);
    },
  );

  it("are taken beyond what a number can hold", () => {
    expect(microPt("9007199254740993")).toBe(9_007_199_254_740_993n);
    expect(exactPt("9007199254740993")).toBe("9,007,199,254.740993");
  });
});

describe("amounts as they are typed", () => {
  it.each([
    ["1500", 1_500_000_000n],
    ["1,500", 1_500_000_000n],
    [" 1 500.25 ", 1_500_250_000n],
    ["0.000001", 1n],
    ["0", 0n],
    ["007", 7_000_000n],
  ])("%j is understood", (text, amount) => {
    expect(parsePt(text)).toBe(amount);
  });

  it.each([".5", "5.", "1.2.3", "1e3", "+1", "−1", "one", "1234567890", "1_000", "$5"])(
    "%j is asked for again",
    (text) => {
      expect(parsePt(text)).toBeUndefined();
    },
  );
});

describe("dollars at list price", () => {
  it.each([
    ["0", "$0.00"],
    ["1000000", "$0.001"],
    ["11700000", "$0.0117"],
    ["999900000", "$0.9999"],
    ["1000000000", "$1.00"],
    ["1234567890000", "$1,234.57"],
    ["-1000000000", "−$1.00"],
    ["30000000", "$0.03"],
  ])("%s micro-PT is %s", (amount, text) => {
    expect(ptInDollars(amount)).toBe(text);
  });
});

it("prices a model by thousand tokens with one to four decimals, none of them idle", () => {
  for (const price of ["1000000000", "1250000000", "37500000", "150000000", "100000", "10000000000"]) {
    const [, decimals = ""] = pricePerThousand(price).split(".");
    expect(decimals.length).toBeGreaterThanOrEqual(1);
    expect(decimals.length).toBeLessThanOrEqual(4);
    if (decimals.length > 1) expect(decimals).not.toMatch(/0$/);
    expect(Number(pricePerThousand(price).replaceAll(",", ""))).toBeCloseTo(Number(price) / 1e9, 4);
  }
});
