import { describe, expect, it } from "vitest";
import { amountText } from "./operations.ts";

describe("the text of an amount", () => {
  it.each([
    [0n, 0n],
    [1n, 1n],
    [1n, 9_007_199_254_740_993n / 10n],
    [1n, 1_000_000_000_000_000n],
  ] as const)("is exact to the last digit, from %s on: %s", (minimum, amount) => {
    expect(amountText(amount, minimum)).toBe(`${amount}`);
  });

  it.each([
    [0n, -1n],
    [1n, 0n],
    [1n, -1n],
    [0n, 1_000_000_000_000_001n],
    [0n, 2n ** 63n],
    [0n, -(2n ** 63n)],
  ] as const)("is refused outside its bounds, from %s on: %s", (minimum, amount) => {
    expect(() => amountText(amount, minimum)).toThrow(RangeError);
  });

  it.each([1, 0.5, "1", null, undefined, Number.NaN])("is refused for what is no bigint: %s", (value) => {
    // A caller past the types: what a plain JavaScript program might do.
    expect(() => amountText(value as unknown as bigint, 0n)).toThrow(RangeError);
  });
});
