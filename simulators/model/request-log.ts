/** Times are Unix milliseconds with fractions, so that another process can compare them with its own. */
export type LoggedRequest = {
  id: number;
  path: string;
  model: string | undefined;
  receivedAt: number;
  firstByteAt: number | undefined;
  /** The simulator was done with it: all written, or dropped on purpose. */
  finishedAt: number | undefined;
  /** The client closed the connection before the answer was whole. */
  cancelledAt: number | undefined;
  tokensSent: number;
};

const KEPT = 10_000;

export class RequestLog {
  #entries: LoggedRequest[] = [];
  #next = 1;

  open(path: string): LoggedRequest {
    const entry: LoggedRequest = {
      id: this.#next++,
      path,
      model: undefined,
      receivedAt: now(),
      firstByteAt: undefined,
      finishedAt: undefined,
      cancelledAt: undefined,
      tokensSent: 0,
    };
    this.#entries.push(entry);
    if (this.#entries.length > KEPT * 2) this.#entries = this.#entries.slice(-KEPT);
    return entry;
  }

  /** The newest 10,000. */
  list(): LoggedRequest[] {
    return this.#entries.slice(-KEPT);
  }

  reset(): void {
    this.#entries = [];
  }
}

export function now(): number {
  return performance.timeOrigin + performance.now();
}
