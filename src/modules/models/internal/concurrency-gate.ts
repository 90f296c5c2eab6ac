import { AppError } from "../../../kernel/errors.ts";
import { Gate } from "../../../kernel/gate.ts";

/** Calls of one provider at once, and callers that may wait for a place. */
const MAX_CALLS = 512;
const MAX_WAITING = 2_000;

/** Bounds the calls under way at one provider; those beyond wait their turn. */
export class ConcurrencyGate {
  readonly #gate = new Gate(MAX_CALLS);

  /**
   * @returns a function that gives the place back
   * @throws AppError provider_rate_limited while too many wait; the signal's reason
   */
  enter(signal: AbortSignal): Promise<() => void> {
    if (this.#gate.waiting < MAX_WAITING || signal.aborted) return this.#gate.enter(signal);
    return Promise.reject(
      new AppError("provider_rate_limited", "Too many answers are being written. Try again in a moment.", {
        retryAfterSeconds: 5,
      }),
    );
  }
}
