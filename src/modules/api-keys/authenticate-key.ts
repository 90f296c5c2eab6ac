import { hashToken } from "../../kernel/crypto/tokens.ts";
import type { KeyHolder } from "../../kernel/http/authenticator.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import type { KnownKey } from "./internal/key-cache.ts";
import { type KeyRing, keyRingOf } from "./internal/key-ring.ts";
import { isWellFormedSecret } from "./internal/secret-format.ts";

/**
 * Who holds a secret; null when it is unknown, expired or revoked. Answers at once for a key seen within the
 * last ten seconds. Found by its hash, so that the time it takes tells nothing of any secret.
 */
export function authenticateKey(
  kernel: Kernel,
  secret: string,
): KeyHolder | null | Promise<KeyHolder | null> {
  if (!isWellFormedSecret(secret)) return null;
  const ring = keyRingOf(kernel);
  const nowMs = kernel.clock.now().getTime();
  const key = ring.find(hashToken(secret), nowMs);
  return key instanceof Promise ? key.then((found) => admit(ring, found, nowMs)) : admit(ring, key, nowMs);
}

/** The cache holds no verdict on expiry: the clock is asked at every call. */
function admit(ring: KeyRing, key: KnownKey | null, nowMs: number): KeyHolder | null {
  if (key === null || nowMs >= key.expiresAtMs) return null;
  ring.uses.note(key, nowMs);
  return key.holder;
}
