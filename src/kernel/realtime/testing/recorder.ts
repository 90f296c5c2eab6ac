import { expect } from "vitest";
import type { Delivery, JsonValue, Realtime } from "../realtime.ts";

/** Keeps what one subscription was given. */
export interface Recorder {
  readonly deliveries: Delivery[];
  messages(): JsonValue[];
  resyncs(): number;
  stop(): void;
}

export function record(realtime: Realtime, channel: string): Recorder {
  const deliveries: Delivery[] = [];
  return {
    deliveries,
    messages: () => deliveries.flatMap((one) => (one.type === "message" ? [one.message] : [])),
    resyncs: () => deliveries.filter((one) => one.type === "resync").length,
    stop: realtime.subscribe(channel, (delivery) => deliveries.push(delivery)),
  };
}

let fences = 0;

/** Waits until everything that `from` published before has reached `to`. */
export async function everythingFrom(from: Realtime, to: Realtime): Promise<void> {
  const channel = `fence:${++fences}`;
  const fence = record(to, channel);
  await from.publish(channel, null);
  await expect.poll(() => fence.deliveries.length, { interval: 5, timeout: 5_000 }).toBe(1);
  fence.stop();
}
