import type { Clock } from "../../../kernel/clock.ts";

/** Failures in a row that open the circuit. */
const THRESHOLD = 5;
/** How long an open circuit refuses before one call may try again, ms. */
const OPEN_MS = 15_000;

/** Stops calling a provider that fails again and again, so that people wait for a fallback and not for a timeout. */
export class CircuitBreaker {
  readonly #clock: Clock;
  #failures = 0;
  #retryAt = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** False while open. After the pause one caller is let through; the next pause begins with it. */
  admits(): boolean {
    if (this.#failures < THRESHOLD) return true;
    const now = this.#clock.now().getTime();
    if (now < this.#retryAt) return false;
    this.#retryAt = now + OPEN_MS;
    return true;
  }

  /** Whether the next caller would be refused; unlike {@link admits} it uses up no try. */
  isOpen(): boolean {
    return this.#failures >= THRESHOLD && this.#clock.now().getTime() < this.#retryAt;
  }

  succeeded(): void {
    this.#failures = 0;
  }

  failed(): void {
    this.#failures += 1;
    if (this.#failures >= THRESHOLD) this.#retryAt = this.#clock.now().getTime() + OPEN_MS;
  }
}
