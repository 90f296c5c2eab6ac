import { expect, it } from "vitest";
import type { StatementSummary } from "../../api/types.ts";
import { sumOf, termsOf } from "./equation.ts";

function summary(change: Partial<StatementSummary> = {}): StatementSummary {
  return {
    from: "2026-11-01T00:00:00.000Z",
    to: "2026-12-01T00:00:00.000Z",
    openingMicroPt: "2318600000",
    grantedMicroPt: "70000000000",
    usedMicroPt: "57464500000",
    expiredMicroPt: "0",
    correctedMicroPt: "8300000",
    closingMicroPt: "14862400000",
    heldMicroPt: "16100000",
    postings: 4127,
    differenceMicroPt: "0",
    perDay: [],
    ...change,
  };
}

it("adds up to the closing balance", () => {
  expect(sumOf(termsOf(summary(), "Balance on 1 Nov"))).toBe(14_862_400_000n);
});

it("writes a correction downwards as a minus", () => {
  const terms = termsOf(summary({ correctedMicroPt: "-8300000" }), "Balance on 1 Nov");
  expect(terms.at(-1)).toEqual({ label: "Corrected", operator: "−", amount: 8_300_000n });
});

it("does not mention corrections where there were none", () => {
  const labels = termsOf(summary({ correctedMicroPt: "0" }), "Balance on 1 Nov").map((term) => term.label);
  expect(labels).toEqual(["Balance on 1 Nov", "Credit received", "Used", "Expired"]);
});
