import type { KeyHolder } from "../../../kernel/http/authenticator.ts";

/** A key that works until it expires, as the database had it. */
export interface KnownKey {
  readonly holder: KeyHolder;
  /** Infinity: until it is revoked. */
  readonly expiresAtMs: number;
  /** When a use was last noted; -Infinity before the first. */
  notedAtMs: number;
}

interface Entry {
  /** Null: there is no such key. */
  readonly key: KnownKey | null;
  readonly storedAtMs: number;
}

/** How long an answer of the database is believed without asking again, ms. */
const BELIEVED_MS = 10_000;
const MOST_KEYS = 10_000;
const MOST_UNKNOWN = 5_000;

/** Least recently used entries go first. Guesses have room of their own, so that they never push out real keys. */
export class KeyCache {
  readonly #known = new Map<string, Entry>();
  readonly #unknown = new Map<string, Entry>();

  /** @returns undefined when the database must be asked */
  get(hash: string, nowMs: number): KnownKey | null | undefined {
    const room = this.#known.has(hash) ? this.#known : this.#unknown;
    const entry = room.get(hash);
    if (entry === undefined) return undefined;
    room.delete(hash);
    const age = nowMs - entry.storedAtMs;
    // A clock that was set back makes nothing live longer.
    if (age < 0 || age >= BELIEVED_MS) return undefined;
    room.set(hash, entry);
    return entry.key;
  }

  put(hash: string, key: KnownKey | null, nowMs: number): void {
    const [room, most] = key === null ? [this.#unknown, MOST_UNKNOWN] : [this.#known, MOST_KEYS];
    this.#known.delete(hash);
    this.#unknown.delete(hash);
    room.set(hash, { key, storedAtMs: nowMs });
    if (room.size <= most) return;
    for (const oldest of room.keys()) {
      room.delete(oldest);
      return;
    }
  }

  forget(keyId: string): void {
    for (const [hash, { key }] of this.#known)
      if (key?.holder.actor.keyId === keyId) this.#known.delete(hash);
  }

  clear(): void {
    this.#known.clear();
    this.#unknown.clear();
  }
}
