import type { ApiProblem } from "../../../api/problem.ts";
import { KeyedStore } from "../state/keyed-store.ts";

/** Why a question was not sent; docks on the composer that kept its text. */
export type Notice =
  /** An answer is being written in this conversation, perhaps in another tab. */
  | { readonly kind: "busy" }
  /** Micro-PT that it takes, and that there are. */
  | {
      readonly kind: "credit";
      readonly neededMicroPt: string | null;
      readonly availableMicroPt: string | null;
    }
  | { readonly kind: "budget"; readonly detail: string }
  /** `until`: when it may be sent again, ms since 1970. */
  | { readonly kind: "throttled"; readonly until: number; readonly detail: string }
  | { readonly kind: "refused"; readonly title: string; readonly detail: string; readonly reference: string };

/** The notice of each thread. */
export const notices = new KeyedStore<Notice | null>(() => null);

const DEFAULT_RETRY_SECONDS = 30;
const RETRY_SECONDS_MAXIMUM = 3_600;

/** @param now ms since 1970 */
export function noticeOf(problem: ApiProblem, now: number): Notice {
  if (problem.code === "insufficient_credit") {
    return {
      kind: "credit",
      neededMicroPt: amountOf(problem.data.neededMicroPt),
      availableMicroPt: amountOf(problem.data.availableMicroPt),
    };
  }
  if (problem.code === "budget_exceeded") return { kind: "budget", detail: problem.detail };
  if (problem.status === 429) {
    const { retryAfterSeconds } = problem.data;
    const seconds = typeof retryAfterSeconds === "number" ? retryAfterSeconds : DEFAULT_RETRY_SECONDS;
    const bounded = Math.min(Math.max(1, Math.ceil(seconds)), RETRY_SECONDS_MAXIMUM);
    return { kind: "throttled", until: now + bounded * 1_000, detail: problem.detail };
  }
  if (problem.status === 409 && problem.code === "conflict") return { kind: "busy" };
  return { kind: "refused", title: problem.title, detail: problem.detail, reference: problem.requestId };
}

function amountOf(value: unknown): string | null {
  return typeof value === "string" && /^\d{1,19}$/.test(value) ? value : null;
}

/** "1:05" or "12 s": how long until it may be sent again. */
export function countdown(until: number, now: number): string {
  const seconds = Math.max(0, Math.ceil((until - now) / 1_000));
  return seconds < 60
    ? `${seconds} s`
    : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
