/** 1 PT (Parley Token) is USD 0.001 of list price and 1,000,000 micro-PT. All amounts are integers of micro-PT. */
const MICRO_PT_PER_PT = 1_000_000n;

/** The largest amount one posting may carry: 10^15 micro-PT, USD 1,000,000. Sums of it stay far from 2^63. */
export const MAX_AMOUNT_MICRO_PT = 1_000_000_000_000_000n;

/**
 * "12.5" PT to micro-PT. Takes at most six decimals, no exponent, no sign.
 * @returns undefined for anything that is not exactly an amount
 */
export function parsePt(text: string): bigint | undefined {
  const match = /^(\d{1,12})(?:\.(\d{1,6}))?$/.exec(text.trim());
  if (!match) return undefined;
  const whole = BigInt(match[1] ?? "0") * MICRO_PT_PER_PT;
  return whole + BigInt((match[2] ?? "").padEnd(6, "0"));
}

/** Micro-PT as exact PT text, no trailing zeros: 11700000n is "11.7". */
export function formatPt(microPt: bigint): string {
  const sign = microPt < 0n ? "-" : "";
  const abs = microPt < 0n ? -microPt : microPt;
  const fraction = (abs % MICRO_PT_PER_PT).toString().padStart(6, "0").replace(/0+$/, "");
  return `${sign}${abs / MICRO_PT_PER_PT}${fraction ? `.${fraction}` : ""}`;
}

/** `amount * numerator / denominator`, rounded up: a price never rounds in the customer's disfavour by more than 1 micro-PT. */
export function mulDivUp(amount: bigint, numerator: bigint, denominator: bigint): bigint {
  const product = amount * numerator;
  return (product + denominator - 1n) / denominator;
}
