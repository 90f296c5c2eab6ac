import type { StatementSummary } from "../../api/types.ts";
import { microPt } from "../../ui/pt.ts";

export interface Term {
  readonly label: string;
  /** What stands before it; the first has none. */
  readonly operator: "" | "+" | "−";
  /** Micro-PT. */
  readonly amount: bigint;
}

/** The terms of a period, opening first. A period without corrections does not mention them. */
export function termsOf(summary: StatementSummary, openingLabel: string): Term[] {
  const corrected = microPt(summary.correctedMicroPt);
  const terms: Term[] = [
    { label: openingLabel, operator: "", amount: microPt(summary.openingMicroPt) },
    { label: "Credit received", operator: "+", amount: microPt(summary.grantedMicroPt) },
    { label: "Used", operator: "−", amount: microPt(summary.usedMicroPt) },
    { label: "Expired", operator: "−", amount: microPt(summary.expiredMicroPt) },
  ];
  if (corrected > 0n) terms.push({ label: "Corrected", operator: "+", amount: corrected });
  if (corrected < 0n) terms.push({ label: "Corrected", operator: "−", amount: -corrected });
  return terms;
}

/** What the terms come to: equal to the closing balance, else the page says that they do not. */
export function sumOf(terms: readonly Term[]): bigint {
  return terms.reduce((sum, { amount, operator }) => (operator === "−" ? sum - amount : sum + amount), 0n);
}
