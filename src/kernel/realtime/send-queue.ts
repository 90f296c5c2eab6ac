/** Most texts of one statement, and most that wait: 2,000 of at most 8,000 bytes are 16 MB. */
const BATCH = 200;
const MOST_WAITING = 2_000;

interface Waiting {
  readonly text: string;
  settle(sent: boolean): void;
}

/** Sends texts in order, one batch at a time: what arrives during a round trip goes with the next one. */
export class SendQueue {
  readonly #send: (texts: readonly string[]) => Promise<void>;
  readonly #waiting: Waiting[] = [];
  #running: Promise<void> | null = null;

  constructor(send: (texts: readonly string[]) => Promise<void>) {
    this.#send = send;
  }

  /** @returns false when it was not sent, or when nobody knows */
  add(text: string): Promise<boolean> {
    if (this.#waiting.length >= MOST_WAITING) return Promise.resolve(false);
    return new Promise((settle) => {
      this.#waiting.push({ text, settle });
      this.#running ??= this.#run();
    });
  }

  /** Resolves when nothing waits any more. */
  async drained(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, BATCH);
      const sent = await this.#send(batch.map(({ text }) => text)).then(
        () => true,
        () => false,
      );
      for (const { settle } of batch) settle(sent);
    }
    this.#running = null;
  }
}
