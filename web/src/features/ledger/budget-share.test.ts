import { expect, it } from "vitest";
import { budgetShare, isUsedUp } from "./budget-share.ts";

it.each([
  ["1000", "250", "0", 25, false],
  ["1000", "250", "250", 50, false],
  ["1000", "900", "200", 100, true],
  ["0", "0", "0", 100, true],
])(
  "of %s with %s spent and %s held is %d percent",
  (limitMicroPt, spentMicroPt, heldMicroPt, share, full) => {
    const use = { limitMicroPt, spentMicroPt, heldMicroPt };
    expect(budgetShare(use)).toBe(share);
    expect(isUsedUp(use)).toBe(full);
  },
);
