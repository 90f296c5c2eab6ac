import { microPt } from "../../../ui/pt.ts";
import type { Message } from "../types.ts";

export interface Outcome {
  readonly meaning: "quiet" | "error";
  readonly sentence: string;
  readonly canContinue: boolean;
  readonly canRetry: boolean;
  readonly canEdit: boolean;
}

/** What became of an answer that did not simply end well; null for one that did. */
export function outcomeOf(message: Message): Outcome | null {
  const arrived = message.text !== "";
  const charged = message.receipt !== null && microPt(message.receipt.chargedMicroPt) > 0n;
  switch (message.status) {
    case "stopped":
      return {
        meaning: "quiet",
        sentence: arrived ? kept("Stopped.", charged) : "Stopped before the first word. Nothing is charged.",
        canContinue: arrived,
        canRetry: true,
        canEdit: false,
      };
    case "interrupted":
      return {
        meaning: "quiet",
        sentence: arrived
          ? kept("The answer was interrupted.", charged)
          : "The answer was interrupted before its first word. Nothing is charged.",
        canContinue: arrived,
        canRetry: !arrived,
        canEdit: false,
      };
    case "failed":
      return {
        meaning: "error",
        sentence: message.failure?.message ?? "The answer could not be written. Try again.",
        canContinue: false,
        canRetry: true,
        canEdit: true,
      };
    default:
      return null;
  }
}

function kept(what: string, charged: boolean): string {
  return charged ? `${what} What arrived is kept and charged.` : `${what} What arrived is kept.`;
}
