import { MAX_AMOUNT_MICRO_PT } from "../../../kernel/money.ts";

/** What `ledger.post` takes, one element of its batch. Amounts travel as text: JSON numbers end at 2^53. */
export interface Operation {
  readonly op: "hold" | "settle" | "release";
  readonly ws: string;
  readonly hold: string;
  readonly amount: string;
  readonly key?: string;
  readonly lease?: string;
  readonly user?: string | null;
  readonly apiKey?: string | null;
  readonly purpose?: string;
  readonly subject?: string | null;
  readonly model?: string | null;
  readonly input?: number | null;
  readonly output?: number | null;
  readonly details?: Readonly<Record<string, unknown>>;
}

export type Outcome = "ok" | "replayed" | "mismatch" | "insufficient" | "budget" | "unknown" | "late";

export interface Posted {
  readonly outcome: Outcome;
  readonly sequence: bigint | null;
  /** The hold's amount. */
  readonly amount: bigint | null;
  readonly charged: bigint | null;
  /** Balances right after this posting. */
  readonly available: bigint;
  readonly held: bigint;
  /** The hold that the operation was about; of a replayed hold, the first one. */
  readonly hold: string;
}

/**
 * The text of an amount.
 * @throws RangeError unless it is an integer from `minimum` to 10^15: a fraction, a negative or an overflow never reaches SQL
 */
export function amountText(microPt: bigint, minimum: 0n | 1n): string {
  if (typeof microPt !== "bigint" || microPt < minimum || microPt > MAX_AMOUNT_MICRO_PT) {
    throw new RangeError(`An amount is ${minimum} to ${MAX_AMOUNT_MICRO_PT} micro-PT, a whole number.`);
  }
  return microPt.toString();
}
