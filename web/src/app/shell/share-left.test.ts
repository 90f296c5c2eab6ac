import { expect, it } from "vitest";
import type { Grant } from "../../api/types.ts";
import { shareLeft } from "./share-left.ts";

function grant(amountMicroPt: string): Grant {
  return {
    id: "g1",
    source: "operator",
    amountMicroPt,
    remainingMicroPt: "0",
    expiresAt: null,
    grantedAt: "2026-11-01T00:00:00Z",
  };
}

it("counts what is held as still owned", () => {
  const wallet = { availableMicroPt: "200", heldMicroPt: "50", grants: [grant("400"), grant("600")] };
  expect(shareLeft(wallet)).toBe(25);
});

it("is nothing without credit and never more than all", () => {
  expect(shareLeft({ availableMicroPt: "0", heldMicroPt: "0", grants: [] })).toBe(0);
  expect(shareLeft({ availableMicroPt: "-5", heldMicroPt: "0", grants: [grant("10")] })).toBe(0);
  expect(shareLeft({ availableMicroPt: "50", heldMicroPt: "0", grants: [grant("10")] })).toBe(100);
});
