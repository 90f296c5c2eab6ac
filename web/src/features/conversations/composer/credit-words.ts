import { exactPt, formatPt, microPt } from "../../../ui/pt.ts";

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

/** "takes about 9.6 PT; the workspace has 5.7 PT left", with more digits where rounding would make both the same. */
export function wallWords(neededMicroPt: string, availableMicroPt: string): string {
  const rounded = [quoteLabel(neededMicroPt), formatPt(availableMicroPt)];
  const [needed, left] =
    rounded[0] === rounded[1] ? [exactPt(neededMicroPt), exactPt(availableMicroPt)] : rounded;
  return `This question takes about ${needed} PT; the workspace has ${left} PT left`;
}

/** How many more questions like this the credit pays for; null beyond ten, when it is no cause for worry. */
export function timesMore(availableMicroPt: string, quoteMicroPt: string): number | null {
  const quote = microPt(quoteMicroPt);
  if (quote <= 0n) return null;
  const times = microPt(availableMicroPt) / quote;
  return times > 10n ? null : Number(times);
}
