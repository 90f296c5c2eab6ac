import type { Budget } from "../../api/types.ts";
import { microPt } from "../../ui/pt.ts";

type Use = Pick<Budget, "limitMicroPt" | "spentMicroPt" | "heldMicroPt">;

/** Spent and held against the limit, percent, at most 100. */
export function budgetShare({ limitMicroPt, spentMicroPt, heldMicroPt }: Use): number {
  const limit = microPt(limitMicroPt);
  const taken = microPt(spentMicroPt) + microPt(heldMicroPt);
  if (limit === 0n) return 100;
  return Math.min(100, Number((taken * 1000n) / limit) / 10);
}

/** Nothing more is admitted in this period. */
export function isUsedUp(use: Use): boolean {
  return microPt(use.spentMicroPt) + microPt(use.heldMicroPt) >= microPt(use.limitMicroPt);
}
