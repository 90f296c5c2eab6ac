import { z } from "zod";
import type { KeyHolder } from "../../../kernel/http/authenticator.ts";
import type { Kernel } from "../../../kernel/kernel.ts";
import { KeyCache, type KnownKey } from "./key-cache.ts";
import { permissionsOfScopes } from "./scope-permissions.ts";
import { UseNotes } from "./use-notes.ts";

/** Where a process tells all others that a key was revoked. */
export const KEYS_CHANNEL = "api-keys";
export const keyRevokedMessage = z.object({ type: z.literal("key.revoked"), keyId: z.string() });

const FIND_KEY = {
  name: "api-keys.find-key",
  text: "select workspace_id, id, name, scopes, expires_at, last_used_at from api_keys.find_key($1)",
};

interface FoundKey {
  readonly workspace_id: string;
  readonly id: string;
  readonly name: string;
  readonly scopes: string[];
  readonly expires_at: Date | null;
  readonly last_used_at: Date | null;
}

const rings = new WeakMap<Kernel, KeyRing>();

/** What this process knows of keys, one ring a kernel. */
export function keyRingOf(kernel: Kernel): KeyRing {
  let ring = rings.get(kernel);
  if (ring === undefined) {
    ring = new KeyRing(kernel);
    rings.set(kernel, ring);
  }
  return ring;
}

export class KeyRing {
  readonly uses: UseNotes;
  readonly #kernel: Kernel;
  readonly #cache = new KeyCache();
  /** Simultaneous requests with one key ask the database once. */
  #lookUps = new Map<string, Promise<KnownKey | null>>();

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    this.uses = new UseNotes(kernel);
    kernel.realtime.subscribe(KEYS_CHANNEL, (delivery) => {
      const revoked = delivery.type === "message" ? keyRevokedMessage.safeParse(delivery.message) : undefined;
      if (revoked?.success === true) this.forget(revoked.data.keyId);
      else this.#forgetAll();
    });
  }

  /** @param hash SHA-256 of the secret */
  find(hash: Buffer, nowMs: number): KnownKey | null | Promise<KnownKey | null> {
    const name = hash.toString("latin1");
    const cached = this.#cache.get(name, nowMs);
    if (cached !== undefined) return cached;
    let lookUp = this.#lookUps.get(name);
    if (lookUp === undefined) {
      lookUp = this.#lookUp(name, hash, nowMs);
      this.#lookUps.set(name, lookUp);
    }
    return lookUp;
  }

  /** Nothing read before this moment is believed after it. */
  forget(keyId: string): void {
    this.#cache.forget(keyId);
    this.#lookUps = new Map();
  }

  #forgetAll(): void {
    this.#cache.clear();
    this.#lookUps = new Map();
  }

  async #lookUp(name: string, hash: Buffer, nowMs: number): Promise<KnownKey | null> {
    const lookUps = this.#lookUps;
    try {
      const { rows } = await this.#kernel.db.pool.query<FoundKey>({ ...FIND_KEY, values: [hash] });
      const key = rows[0] === undefined ? null : knownKey(rows[0]);
      // A key revoked while it was looked up must not come into the cache by the answer of before.
      if (lookUps === this.#lookUps) this.#cache.put(name, key, nowMs);
      return key;
    } finally {
      lookUps.delete(name);
    }
  }
}

function knownKey(row: FoundKey): KnownKey {
  const holder: KeyHolder = {
    actor: { kind: "api-key", keyId: row.id, name: row.name },
    workspaceId: row.workspace_id,
    permissions: permissionsOfScopes(row.scopes),
  };
  return {
    holder,
    expiresAtMs: row.expires_at?.getTime() ?? Number.POSITIVE_INFINITY,
    notedAtMs: row.last_used_at?.getTime() ?? Number.NEGATIVE_INFINITY,
  };
}
