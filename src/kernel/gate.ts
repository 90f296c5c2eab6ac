/** Lets so many through at once; others wait in the order of their coming. */
export class Gate {
  readonly #places: number;
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(places: number) {
    this.#places = places;
  }

  get isFull(): boolean {
    return this.#running >= this.#places;
  }

  /** How many wait. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** @returns a function that gives the place back; called again it does nothing. @throws the signal's reason */
  async enter(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (this.isFull) await this.#wait(signal);
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

/** A place at a gate that may be left for a while. */
export class Seat {
  readonly #gate: Gate;
  readonly #signal: AbortSignal;
  #leave: () => void = () => {};

  /** @throws the signal's reason */
  static async take(gate: Gate, signal: AbortSignal): Promise<Seat> {
    const seat = new Seat(gate, signal);
    seat.#leave = await gate.enter(signal);
    return seat;
  }

  private constructor(gate: Gate, signal: AbortSignal) {
    this.#gate = gate;
    this.#signal = signal;
  }

  /** Leaves the place to others while it waits for something else, and waits for a place again afterwards. */
  async aside<Result>(wait: () => Promise<Result>): Promise<Result> {
    this.#leave();
    const waited = await wait();
    this.#leave = await this.#gate.enter(this.#signal);
    return waited;
  }

  leave(): void {
    this.#leave();
  }
}
