import { AppError } from "../../../kernel/errors.ts";
import type { Hold } from "../hold-credit.ts";
import type { Settlement } from "../settle-hold.ts";
import type { HoldOutcome, SettleOutcome } from "./reference-ledger.ts";

const REFUSALS: Readonly<Record<string, HoldOutcome>> = {
  insufficient_credit: "insufficient",
  budget_exceeded: "budget",
  idempotency_mismatch: "mismatch",
};

/** What became of a hold, in a word. Anything but a refusal by the rules is thrown on. */
export async function outcomeOfHold(holding: Promise<Hold>): Promise<HoldOutcome> {
  try {
    return (await holding).replayed ? "replayed" : "ok";
  } catch (error) {
    const refusal = error instanceof AppError ? REFUSALS[error.code] : undefined;
    if (refusal === undefined) throw error;
    return refusal;
  }
}

export async function outcomeOfSettling(settling: Promise<Settlement>): Promise<SettleOutcome> {
  try {
    const { chargedMicroPt, replayed } = await settling;
    return { charged: chargedMicroPt, replayed };
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return "unknown";
    throw error;
  }
}
