import type { LanguageModelV4Usage } from "@ai-sdk/provider";
import { describe, expect, it } from "vitest";
import { MAX_AMOUNT_MICRO_PT } from "../../../kernel/money.ts";
import { CATALOG } from "./catalog.ts";
import { type ChargedTokens, chargedTokens, costOf, listPrice, type Price, worstCase } from "./pricing.ts";

const price: Price = {
  version: "test",
  effectiveFrom: new Date(0),
  input: 1_000_000n,
  cachedInput: 100_000n,
  cacheWrite: 1_250_000n,
  output: 10_000_000n,
  reasoning: 10_000_000n,
  perImage: 7n,
  perMinute: 0n,
};
const NONE: ChargedTokens = { input: 0, cachedInput: 0, cacheWrite: 0, output: 0, reasoning: 0 };

interface Reported {
  readonly total?: number | undefined;
  readonly noCache?: number | undefined;
  readonly read?: number | undefined;
  readonly write?: number | undefined;
  readonly out?: number | undefined;
  readonly text?: number | undefined;
  readonly reasoning?: number | undefined;
}

function usage({ total, noCache, read, write, out, text, reasoning }: Reported): LanguageModelV4Usage {
  return {
    inputTokens: { total, noCache, cacheRead: read, cacheWrite: write },
    outputTokens: { total: out, text, reasoning },
  };
}

/** Numbers that are the same in every run (a linear congruential generator). */
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    yield state;
  }
}

describe("a provider's usage", () => {
  it.each([
    [
      { total: 100, out: 10 },
      { ...NONE, input: 100, output: 10 },
    ],
    [
      { total: 100, read: 40, out: 10 },
      { ...NONE, input: 60, cachedInput: 40, output: 10 },
    ],
    [
      { total: 100, read: 40, write: 30, out: 10 },
      { ...NONE, input: 30, cachedInput: 40, cacheWrite: 30, output: 10 },
    ],
    [
      { total: 100, out: 10, reasoning: 4 },
      { ...NONE, input: 100, output: 6, reasoning: 4 },
    ],
    // A provider that puts cached tokens into both figures, and one whose parts are more than the whole.
    [
      { total: 100, noCache: 100, read: 40, out: 10 },
      { ...NONE, input: 60, cachedInput: 40, output: 10 },
    ],
    [
      { total: 100, read: 150, write: 70, out: 10, reasoning: 99 },
      { ...NONE, cachedInput: 100, reasoning: 10 },
    ],
    [{ total: 0, out: 0 }, NONE],
  ] as const)("%j is charged as %j: each token once", (reported, charged) => {
    expect(chargedTokens(usage(reported))).toEqual(charged);
  });

  it("is charged token for token, whatever its parts say", () => {
    const next = numbers(7);
    const upTo = (most: number) => next.next().value % most;
    for (let n = 0; n < 2_000; n += 1) {
      const reported = {
        total: upTo(5_000),
        noCache: upTo(6_000),
        read: upTo(6_000),
        write: upTo(6_000),
        out: upTo(5_000),
        reasoning: upTo(6_000),
      };
      const charged = chargedTokens(usage(reported)) ?? NONE;
      expect(charged.input + charged.cachedInput + charged.cacheWrite).toBe(reported.total);
      expect(charged.output + charged.reasoning).toBe(reported.out);
      expect(Math.min(...Object.values(charged))).toBeGreaterThanOrEqual(0);
    }
  });

  it.each([
    {},
    { total: 100 },
    { out: 10 },
    { total: -1, out: 10 },
    { total: 1.5, out: 10 },
    { total: Number.NaN, out: 10 },
    { total: Number.POSITIVE_INFINITY, out: 10 },
    { total: 100, out: -10 },
    { total: 2 ** 53, out: 10 },
    { total: 100, out: 5_000_000_000 },
  ])("that cannot be is not believed: %j", (reported) => {
    expect(chargedTokens(usage(reported))).toBeUndefined();
  });

  it("with parts that cannot be is charged by its totals", () => {
    expect(
      chargedTokens(usage({ total: 100, read: -5, write: 0.5, out: 10, reasoning: Number.NaN })),
    ).toEqual({
      ...NONE,
      input: 100,
      output: 10,
    });
  });
});

describe("the cost", () => {
  it.each([
    [{ ...NONE, input: 1_000_000 }, 1_000_000n],
    [{ ...NONE, input: 1 }, 1n],
    [{ ...NONE, cachedInput: 1 }, 1n],
    [{ ...NONE, cachedInput: 11 }, 2n],
    [{ ...NONE, input: 1, cachedInput: 1, cacheWrite: 1, output: 1, reasoning: 1 }, 23n],
    [NONE, 1n],
  ])("of %j is %s: rounded up once, at the end, and at least 1", (tokens, cost) => {
    expect(costOf(price, tokens, 0)).toBe(cost);
  });

  it("has a price for each image", () => {
    expect(costOf(price, { ...NONE, input: 1 }, 3)).toBe(1n + 21n);
    expect(worstCase(price, 1, 0, 3)).toBe(2n + 21n);
  });

  it("never rounds in anybody's favour by more than 1 micro-PT", () => {
    const next = numbers(11);
    const upTo = (most: number) => next.next().value % most;
    for (let n = 0; n < 2_000; n += 1) {
      const tokens = {
        input: upTo(9_000),
        cachedInput: upTo(9_000),
        cacheWrite: upTo(9_000),
        output: upTo(9_000),
        reasoning: upTo(9_000),
      };
      const exact =
        tokens.input * 1_000_000 +
        tokens.cachedInput * 100_000 +
        tokens.cacheWrite * 1_250_000 +
        (tokens.output + tokens.reasoning) * 10_000_000;
      const cost = Number(costOf(price, tokens, 0)) * 1_000_000;
      expect(cost - exact).toBeGreaterThanOrEqual(0);
      expect(cost - exact).toBeLessThan(1_000_000 + (exact === 0 ? 1 : 0));
    }
  });

  it("of a call never exceeds its worst case, at any prices", () => {
    const next = numbers(13);
    const upTo = (most: number) => next.next().value % most;
    for (let n = 0; n < 2_000; n += 1) {
      const some = () => BigInt(upTo(5_000_000));
      const prices = {
        ...price,
        input: some(),
        cachedInput: some(),
        cacheWrite: some(),
        output: some(),
        reasoning: some(),
      };
      const [prompt, output] = [upTo(5_000), upTo(5_000)];
      const charged = chargedTokens(
        usage({ total: prompt, read: upTo(6_000), write: upTo(6_000), out: output, reasoning: upTo(6_000) }),
      );
      const images = upTo(4);
      expect(costOf(prices, charged ?? NONE, images)).toBeLessThanOrEqual(
        worstCase(prices, prompt, output, images),
      );
    }
  });

  it("of what no model could deliver at the dearest price is still something the journal can carry", () => {
    const dear = { ...price, input: 10n ** 15n, output: 10n ** 15n };
    expect(costOf(dear, { ...NONE, input: 1_000_000_000, output: 1_000_000_000 }, 1_000)).toBe(
      MAX_AMOUNT_MICRO_PT,
    );
    expect(worstCase(dear, 2_147_483_647, 2_147_483_647, 1_000)).toBe(MAX_AMOUNT_MICRO_PT);
  });

  it("of nothing that costs nothing is 1 all the same: no answer leaves without a debit", () => {
    const free = {
      ...price,
      input: 0n,
      cachedInput: 0n,
      cacheWrite: 0n,
      output: 0n,
      reasoning: 0n,
      perImage: 0n,
    };
    expect([costOf(free, { ...NONE, input: 5_000 }, 2), worstCase(free, 5_000, 5_000, 2)]).toEqual([1n, 1n]);
  });
});

describe("the list prices", () => {
  it.each(CATALOG.map((entry) => [`${entry.provider}/${entry.model}`, entry] as const))(
    "of %s are whole numbers, cached input is never dearer, and its bounds make sense",
    (_id, entry) => {
      const list = listPrice(entry);
      expect(list.input).toBe(BigInt(Math.round(entry.usd.input * 1e9)));
      expect(list.cachedInput).toBeLessThanOrEqual(list.input);
      expect(list.output).toBeGreaterThan(0n);
      expect(entry.maxOutputTokens).toBeLessThanOrEqual(entry.contextTokens);
    },
  );

  it("name each model once", () => {
    const ids = CATALOG.map((entry) => `${entry.provider}/${entry.model}`);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
