import { expect, test } from "vitest";
import type { Receipt } from "../types.ts";
import { receiptFigures } from "./receipt-figures.ts";

function receipt(held: bigint, charged: bigint): Receipt {
  return {
    holdId: "h",
    heldMicroPt: String(held),
    chargedMicroPt: String(charged),
    returnedMicroPt: String(held - charged),
    balanceMicroPt: "0",
    model: "m",
    modelName: "M",
    inputTokens: 1,
    cachedInputTokens: 0,
    outputTokens: 1,
    reasoningTokens: 0,
    usageSource: "provider",
    priceVersion: "1",
  };
}

test("one decimal where it adds up", () => {
  expect(receiptFigures(receipt(14_900_000n, 11_700_000n))).toEqual({
    quoted: "14.9",
    charged: "11.7",
    returned: "3.2",
  });
});

test("more decimals where rounding would make the sum wrong", () => {
  const figures = receiptFigures(receipt(14_940_000n, 11_660_000n));
  expect(figures).toEqual({ quoted: "14.94", charged: "11.66", returned: "3.28" });
});

test("small charges are told, not rounded to nothing", () => {
  expect(receiptFigures(receipt(1_024_500n, 4_200n)).charged).toBe("0.0042");
  expect(receiptFigures(receipt(12n, 5n))).toEqual({
    quoted: "0.000012",
    charged: "0.000005",
    returned: "0.000007",
  });
});

test("nothing is nothing, and thousands are grouped", () => {
  expect(receiptFigures(receipt(1_234_500_000n, 0n))).toEqual({
    quoted: "1,234.5",
    charged: "0.0",
    returned: "1,234.5",
  });
});

test("whatever the amounts, what is shown adds up", () => {
  for (let step = 1n; step < 4_000_000_000n; step = step * 7n + 13n) {
    const { quoted, charged, returned } = receiptFigures(receipt(step * 3n + 1n, step));
    const micro = (shown: string) => BigInt(shown.replaceAll(/[,.]/g, ""));
    expect(micro(quoted) - micro(charged)).toBe(micro(returned));
  }
});
