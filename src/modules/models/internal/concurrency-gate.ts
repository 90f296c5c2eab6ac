import { AppError } from "../../../kernel/errors.ts";

/** Calls of one provider at once, and callers that may wait for a place. */
const MAX_CALLS = 512;
const MAX_WAITING = 2_000;

/** Bounds the calls under way at one provider; those beyond wait their turn. */
export class ConcurrencyGate {
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  /** @returns a function that gives the place back, to be called once */
  async enter(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (this.#running >= MAX_CALLS) await this.#wait(signal);
    else this.#running += 1;
    let left = false;
    return () => {
      if (left) return;
      left = true;
      const next = this.#waiting.shift();
      if (next === undefined) this.#running -= 1;
      else next();
    };
  }

  #wait(signal: AbortSignal): Promise<void> {
    if (this.#waiting.length >= MAX_WAITING) {
      throw new AppError(
        "provider_rate_limited",
        "Too many answers are being written. Try again in a moment.",
        {
          retryAfterSeconds: 5,
        },
      );
    }
    return new Promise((resolve, reject) => {
      const proceed = () => {
        signal.removeEventListener("abort", leave);
        resolve();
      };
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(proceed), 1);
        reject(signal.reason);
      };
      this.#waiting.push(proceed);
      signal.addEventListener("abort", leave, { once: true });
    });
  }
}
