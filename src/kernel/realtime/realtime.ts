import type { Tx } from "../db/types.ts";

export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

/**
 * What a subscriber is given. `resync` says that messages may have been missed (a connection broke, a
 * publisher could not reach the others): load the state again instead of trusting what was received.
 */
export type Delivery =
  | { readonly type: "message"; readonly message: JsonValue }
  | { readonly type: "resync" };

/** Called in the order of publishing per publisher. May not throw; what it throws is logged and dropped. */
export type RealtimeHandler = (delivery: Delivery) => void;

/** Largest message as JSON, bytes of UTF-8: a NOTIFY payload stays below 8,000 (PostgreSQL manual, NOTIFY). */
export const MAX_MESSAGE_BYTES = 7_900;

/** Messages to every process of the installation. Nothing is stored: who is not subscribed does not get it. */
export interface Realtime {
  /**
   * Subscribers of this process are called before it returns, those of others soon after. A message that
   * cannot be sent becomes a `resync` for all others once the connection is back.
   * @param channel 1 to 80 of letters, digits and `:._-`
   * @throws when the message is larger than {@link MAX_MESSAGE_BYTES} or the channel is not a name
   */
  publish(channel: string, message: JsonValue): Promise<void>;

  /**
   * Delivered everywhere, also in this process, when `tx` commits, and never when it rolls back. PostgreSQL
   * commits such transactions one after another, so busy paths publish after their commit instead.
   */
  publishInTransaction(tx: Tx, channel: string, message: JsonValue): Promise<void>;

  /** @returns a function that ends the subscription; calling it twice does no harm */
  subscribe(channel: string, handler: RealtimeHandler): () => void;

  /** Ends all subscriptions and connections; what was published before is still sent. */
  close(): Promise<void>;
}
