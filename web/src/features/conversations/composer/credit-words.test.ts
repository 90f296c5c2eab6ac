import { expect, test } from "vitest";
import { leftLabel, quoteLabel, sixDecimals, timesMore } from "./credit-words.ts";

test("a quote is rounded up, credit left is rounded down", () => {
  expect(quoteLabel("3215000")).toBe("3.3");
  expect(quoteLabel("9600000")).toBe("9.6");
  expect(quoteLabel("4200")).toBe("0.0042");
  expect(leftLabel("5799999")).toBe("5.7");
  expect(leftLabel("14862412345")).toBe("14,862.4");
});

test("the exact amount has all its decimals", () => {
  expect(sixDecimals("3215000")).toBe("3.215000");
  expect(sixDecimals("12")).toBe("0.000012");
  expect(sixDecimals("1234000000")).toBe("1,234.000000");
});

test("how often the credit still pays for such a question", () => {
  expect(timesMore("9600000", "3200000")).toBe(3);
  expect(timesMore("100000000", "3200000")).toBeNull();
  expect(timesMore("5", "0")).toBeNull();
});
