import { describe, expect, it } from "vitest";
import { openInbox } from "./inbox.ts";
import type { Delivery, JsonValue, Realtime, RealtimeHandler } from "./realtime.ts";

/** Delivers at once, within the process. */
class Switchboard implements Realtime {
  readonly handlers = new Map<string, Set<RealtimeHandler>>();

  async publish(channel: string, message: JsonValue): Promise<void> {
    this.deliver(channel, { type: "message", message });
  }

  async publishInTransaction(): Promise<void> {}

  deliver(channel: string, delivery: Delivery): void {
    for (const handler of this.handlers.get(channel) ?? []) handler(delivery);
  }

  subscribe(channel: string, handler: RealtimeHandler): () => void {
    const handlers = this.handlers.get(channel) ?? new Set();
    this.handlers.set(channel, handlers.add(handler));
    return () => handlers.delete(handler);
  }

  async close(): Promise<void> {}

  get subscriptions(): number {
    return [...this.handlers.values()].reduce((total, handlers) => total + handlers.size, 0);
  }
}

async function take(inbox: AsyncIterable<Delivery>, count: number): Promise<unknown[]> {
  const taken: unknown[] = [];
  for await (const delivery of inbox) {
    taken.push(delivery.type === "message" ? delivery.message : "resync");
    if (taken.length === count) break;
  }
  return taken;
}

describe("an inbox", () => {
  it("gives what all its channels bring, in order, and nothing of others", async () => {
    const realtime = new Switchboard();
    const inbox = openInbox(realtime, ["a", "b"], new AbortController().signal);
    for (const [channel, message] of [
      ["a", 1],
      ["b", 2],
      ["c", 3],
      ["a", 4],
    ] as const) {
      await realtime.publish(channel, message);
    }
    expect(await take(inbox, 3)).toEqual([1, 2, 4]);
  });

  it("wakes a reader that waits", async () => {
    const realtime = new Switchboard();
    const reading = take(openInbox(realtime, ["a"], new AbortController().signal), 2);
    await realtime.publish("a", "first");
    await realtime.publish("a", "second");
    expect(await reading).toEqual(["first", "second"]);
  });

  it("replaces what a slow reader missed by one resync, so that it never grows", async () => {
    const realtime = new Switchboard();
    const inbox = openInbox(realtime, ["a"], new AbortController().signal, 3);
    for (let i = 0; i < 1_000; i += 1) await realtime.publish("a", i);
    const [first, ...rest] = await take(inbox, 1 + ((1_000 - 4) % 3));
    expect(first).toBe("resync");
    expect(rest.every((message) => typeof message === "number")).toBe(true);
  });

  it("passes a resync on and drops what waited before it", async () => {
    const realtime = new Switchboard();
    const inbox = openInbox(realtime, ["a"], new AbortController().signal);
    await realtime.publish("a", "stale");
    realtime.deliver("a", { type: "resync" });
    await realtime.publish("a", "fresh");
    expect(await take(inbox, 2)).toEqual(["resync", "fresh"]);
  });

  it("ends its reader and its subscriptions when the signal fires", async () => {
    const realtime = new Switchboard();
    const leave = new AbortController();
    const reading = take(openInbox(realtime, ["a", "b"], leave.signal), 5);
    expect(realtime.subscriptions).toBe(2);
    await realtime.publish("a", 1);
    leave.abort();
    await expect(reading).resolves.toEqual(expect.any(Array));
    expect(realtime.subscriptions).toBe(0);
  });

  it("opens nothing when the signal has fired already", async () => {
    const realtime = new Switchboard();
    expect(await take(openInbox(realtime, ["a"], AbortSignal.abort()), 1)).toEqual([]);
    expect(realtime.subscriptions).toBe(0);
  });
});
