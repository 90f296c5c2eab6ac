import { describe, expect, it } from "vitest";
import type { StatementSummary } from "../api/types.ts";
import { sumOf, termsOf } from "../features/ledger/equation.ts";
import { csvAddress, KIND_CHOICES, statementQueryOf } from "../features/ledger/statement-filter.ts";
import { formatPt, sharedDecimals } from "../ui/pt.ts";
import { readUsage } from "./search-params.ts";

const queryOf = (address: string) => Object.fromEntries(new URL(address, "http://parley.test").searchParams);

describe("the address of the export", () => {
  it("bounds the month and names nothing that is not filtered", () => {
    expect(queryOf(csvAddress("w1", { month: "2026-12", holds: false }))).toEqual({
      from: "2026-12-01T00:00:00.000Z",
      to: "2027-01-01T00:00:00.000Z",
    });
  });

  it.each(["a/b", "a b&kind=grant", "ünï", "#", "%2F", "a+b"])(
    "carries a model called %j unharmed",
    (model) => {
      expect(queryOf(csvAddress("w1", { month: "2026-11", model })).model).toBe(model);
    },
  );

  it("cannot be led to another workspace by an id", () => {
    const { pathname } = new URL(csvAddress("../w2?x=", { month: "2026-11" }), "http://parley.test");
    expect(pathname).toBe("/api/workspaces/..%2Fw2%3Fx%3D/statement.csv");
  });

  it("asks for the very rows that the table asks for", () => {
    const filter = { month: "2026-11", kind: "usage", member: "u1", model: "m", holds: true } as const;
    expect(queryOf(csvAddress("w1", filter))).toEqual(statementQueryOf(filter));
  });
});

it("every kind that can be chosen is one that the address keeps", () => {
  for (const { value } of KIND_CHOICES) expect(readUsage({ kind: value })).toEqual({ kind: value });
  expect(new Set(KIND_CHOICES.map(({ label }) => label)).size).toBe(KIND_CHOICES.length);
});

describe("the equation on the screen", () => {
  /** Small numbers that look random and are the same in each run. */
  function* numbers(count: number): Generator<bigint> {
    let seed = 7n;
    for (let index = 0; index < count; index += 1) {
      seed = (seed * 1_103_515_245n + 12_345n) % 2_147_483_648n;
      yield seed;
    }
  }

  function summaryOf([opening = 0n, granted = 0n, used = 0n, expired = 0n, corrected = 0n]: bigint[]) {
    const closing = opening + granted - used - expired + corrected;
    return {
      from: "",
      to: "",
      openingMicroPt: `${opening}`,
      grantedMicroPt: `${granted}`,
      usedMicroPt: `${used}`,
      expiredMicroPt: `${expired}`,
      correctedMicroPt: `${corrected}`,
      closingMicroPt: `${closing}`,
      heldMicroPt: "0",
      postings: 0,
      differenceMicroPt: "0",
      perDay: [],
    } satisfies StatementSummary;
  }

  it("comes to the closing balance for any amounts, corrections up and down", () => {
    const drawn = [...numbers(500)];
    for (let at = 0; at + 5 <= drawn.length; at += 5) {
      const [corrected = 0n, ...rest] = drawn.slice(at, at + 5).toReversed();
      const summary = summaryOf([...rest.toReversed(), at % 2 ? -corrected : corrected]);
      expect(sumOf(termsOf(summary, "Opening"))).toBe(BigInt(summary.closingMicroPt));
    }
  });

  it("writes no term as negative: the sign stands before it", () => {
    for (const corrected of [-5n, 0n, 5n]) {
      const terms = termsOf(summaryOf([100n, 50n, 20n, 10n, corrected]), "Opening");
      expect(terms.every(({ amount }) => amount >= 0n)).toBe(true);
      expect(terms[0]).toEqual({ label: "Opening", operator: "", amount: 100n });
    }
  });

  it("shows all terms with the same decimals", () => {
    const terms = termsOf(summaryOf([1_000_000_000n, 36_000n, 4_000_000n, 0n, 0n]), "Opening");
    const decimals = sharedDecimals(terms.map(({ amount }) => amount));
    const lengths = terms.map(({ amount }) => formatPt(amount, { decimals }).split(".")[1]?.length);
    expect(new Set(lengths)).toEqual(new Set([3]));
  });
});
