import { expect, test } from "vitest";
import { quoteLabel, sixDecimals, timesMore, wallWords } from "./credit-words.ts";

test("a quote is rounded up", () => {
  expect(quoteLabel("3215000")).toBe("3.3");
  expect(quoteLabel("9600000")).toBe("9.6");
  expect(quoteLabel("4200")).toBe("0.0042");
});

test("the wall never reads as if there were enough", () => {
  expect(wallWords("9600000", "5700000")).toBe(
    "This question takes about 9.6 PT; the workspace has 5.7 PT left",
  );
  expect(wallWords("5700000", "5660000")).toBe(
    "This question takes about 5.7 PT; the workspace has 5.66 PT left",
  );
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
