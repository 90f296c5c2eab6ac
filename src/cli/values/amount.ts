import { z } from "zod";
import { MAX_AMOUNT_MICRO_PT, parsePt } from "../../kernel/money.ts";

/** "12.5" PT, at most six decimals, as micro-PT. */
export const ptAmount = z
  .string()
  .transform((text) => parsePt(text))
  .pipe(z.bigint("Give PT as a number with at most six decimals, such as 500 or 12.5."))
  .refine((amount) => amount > 0n, "Give more than 0 PT.")
  .refine((amount) => amount <= MAX_AMOUNT_MICRO_PT, "Give at most 1,000,000,000 PT.");

/** USD 1 is 1,000 PT of 1,000,000 micro-PT each. */
const NANO_USD_PER_USD = 1_000_000_000n;

/** "1.25" US dollars per million tokens, exact to nine decimals, as micro-PT per million tokens. */
export const usdPrice = z
  .string()
  .transform(parseUsd)
  .pipe(z.bigint("Give US dollars with at most nine decimals, such as 1.25."));

function parseUsd(text: string): bigint | undefined {
  const match = /^(\d{1,6})(?:\.(\d{1,9}))?$/.exec(text.trim());
  if (!match) return undefined;
  return BigInt(match[1] ?? "0") * NANO_USD_PER_USD + BigInt((match[2] ?? "").padEnd(9, "0"));
}

/** Micro-PT per million tokens as US dollars: 1250000000n is "1.25". */
export function formatUsd(microPt: bigint): string {
  const fraction = (microPt % NANO_USD_PER_USD).toString().padStart(9, "0").replace(/0+$/, "");
  return `${microPt / NANO_USD_PER_USD}${fraction === "" ? "" : `.${fraction}`}`;
}
