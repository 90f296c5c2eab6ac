import { formatPt, microPt } from "../../../ui/pt.ts";

const TENTH = 100_000n;

/** A quote for people, rounded up: "9.6". What is charged in the end is never more than it says. */
export function quoteLabel(quoteMicroPt: string): string {
  const value = microPt(quoteMicroPt);
  return formatPt(value < TENTH ? value : ((value + TENTH - 1n) / TENTH) * TENTH);
}

/** Micro-PT with all six decimals: "3.215000". */
export function sixDecimals(amountMicroPt: string): string {
  const digits = microPt(amountMicroPt).toString().padStart(7, "0");
  return `${digits.slice(0, -6).replace(/\B(?=(\d{3})+$)/g, ",")}.${digits.slice(-6)}`;
}

/** Credit left, rounded down: what is said to be there is there. */
export function leftLabel(availableMicroPt: string): string {
  const value = microPt(availableMicroPt);
  return formatPt(value < TENTH ? value : (value / TENTH) * TENTH);
}

/** How many more questions like this the credit pays for; null beyond ten, when it is no cause for worry. */
export function timesMore(availableMicroPt: string, quoteMicroPt: string): number | null {
  const quote = microPt(quoteMicroPt);
  if (quote <= 0n) return null;
  const times = microPt(availableMicroPt) / quote;
  return times > 10n ? null : Number(times);
}
