import type { Delivery, Realtime } from "./realtime.ts";

/** Deliveries that wait for a slow reader before they are given up for a `resync`. */
const CAPACITY = 256;

/**
 * Deliveries of some channels as one stream, from this call on, until the signal fires. A reader that falls
 * too far behind gets one `resync` in place of what it missed, so the buffer stays bounded.
 */
export function openInbox(
  realtime: Realtime,
  channels: readonly string[],
  signal: AbortSignal,
  capacity: number = CAPACITY,
): AsyncIterable<Delivery> {
  let waiting: Delivery[] = [];
  let wake = () => {};
  const ends = channels.map((channel) =>
    realtime.subscribe(channel, (delivery) => {
      if (delivery.type === "resync" || waiting.length >= capacity) waiting = [{ type: "resync" }];
      else waiting.push(delivery);
      wake();
    }),
  );
  const close = () => {
    for (const end of ends) end();
    wake();
  };
  if (signal.aborted) close();
  else signal.addEventListener("abort", close, { once: true });

  return {
    async *[Symbol.asyncIterator]() {
      while (!signal.aborted) {
        const batch = waiting;
        waiting = [];
        yield* batch;
        if (waiting.length > 0 || signal.aborted) continue;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}
