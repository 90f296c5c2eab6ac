import { randomBytes } from "node:crypto";
import { type JsonValue, MAX_MESSAGE_BYTES } from "./realtime.ts";

/**
 * One line of text between processes: `<kind><origin>.<number> <channel> <json>`, below 8,000 bytes. The
 * number keeps equal messages apart: PostgreSQL drops repeated payloads of one transaction.
 */
export type Parcel =
  | {
      readonly kind: "message";
      readonly origin: string | null;
      readonly channel: string;
      json(): JsonValue | undefined;
    }
  | { readonly kind: "resync"; readonly origin: string };

const CHANNEL = /^[\w:.-]{1,80}$/;
const PARCEL = /^([dtr])([\w-]{8})\.[0-9a-z]{1,7} ([\w:.-]{1,80}) /;
const MOST_NUMBERS = 36 ** 7;

/** Writes the parcels of one process. */
export class Sender {
  readonly origin = randomBytes(6).toString("base64url");
  #number = 0;

  /** Already given to the subscribers of this process, which skips it when it comes back. */
  direct(channel: string, message: JsonValue): string {
    return this.#write("d", channel, message);
  }

  /** Not yet given to anybody: only the commit decides whether it exists. */
  inTransaction(channel: string, message: JsonValue): string {
    return this.#write("t", channel, message);
  }

  resync(): string {
    return this.#write("r", "all", null);
  }

  #write(kind: "d" | "t" | "r", channel: string, message: JsonValue): string {
    if (!CHANNEL.test(channel)) throw new Error("A realtime channel has 1 to 80 letters, digits, or : . _ -");
    const json = JSON.stringify(message);
    const bytes = Buffer.byteLength(json);
    if (bytes > MAX_MESSAGE_BYTES) {
      throw new Error(`A realtime message has at most ${MAX_MESSAGE_BYTES} bytes; this one has ${bytes}.`);
    }
    return `${kind}${this.origin}.${(this.#number++ % MOST_NUMBERS).toString(36)} ${channel} ${json}`;
  }
}

/** @returns null for a text that no {@link Sender} wrote */
export function readParcel(text: string): Parcel | null {
  const head = PARCEL.exec(text);
  if (!head) return null;
  const [all, kind, origin = "", channel = ""] = head;
  if (kind === "r") return { kind: "resync", origin };
  return {
    kind: "message",
    origin: kind === "d" ? origin : null,
    channel,
    json: () => parse(text.slice(all.length)),
  };
}

/** Anybody with a login may notify, so even a good head may be followed by something else. */
function parse(json: string): JsonValue | undefined {
  try {
    // What JSON.parse returns is a JSON value by definition.
    return JSON.parse(json) as JsonValue;
  } catch {
    return undefined;
  }
}
