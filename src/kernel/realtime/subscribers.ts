import type { Log } from "../log.ts";
import type { Delivery, RealtimeHandler } from "./realtime.ts";

/** Who listens in this process. */
export class Subscribers {
  readonly #channels = new Map<string, Set<{ readonly handler: RealtimeHandler }>>();
  readonly #log: Log;

  constructor(log: Log) {
    this.#log = log;
  }

  /** The same handler twice is two subscriptions. */
  add(channel: string, handler: RealtimeHandler): () => void {
    const entry = { handler };
    const entries = this.#channels.get(channel) ?? new Set();
    this.#channels.set(channel, entries.add(entry));
    return () => {
      entries.delete(entry);
      if (entries.size === 0 && this.#channels.get(channel) === entries) this.#channels.delete(channel);
    };
  }

  listens(channel: string): boolean {
    return this.#channels.has(channel);
  }

  deliver(channel: string, delivery: Delivery): void {
    const entries = this.#channels.get(channel);
    if (!entries) return;
    for (const entry of [...entries]) {
      if (!entries.has(entry)) continue;
      try {
        entry.handler(delivery);
      } catch (error) {
        this.#log.error({ err: error, channel }, "A realtime subscriber failed");
      }
    }
  }

  resyncAll(): void {
    for (const channel of [...this.#channels.keys()]) this.deliver(channel, { type: "resync" });
  }

  clear(): void {
    for (const entries of this.#channels.values()) entries.clear();
    this.#channels.clear();
  }
}
