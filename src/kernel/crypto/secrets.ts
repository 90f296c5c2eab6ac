import { randomBytes } from "node:crypto";
import { decrypt, encrypt, KEY_BYTES } from "./authenticated-box.ts";
import { type MasterKey, masterKey } from "./master-key.ts";
import { SealError } from "./seal-error.ts";
import { formatSealed, parseSealed, VERSION } from "./sealed-text.ts";

/** Envelope encryption of secrets at rest (provider keys, tokens of other systems). */
export interface Secrets {
  /**
   * @param purpose names where the secret belongs, such as `channel-token:<id>`; needed again to open it
   * @throws Error when the text has lone surrogates, which UTF-8 cannot carry
   */
  seal(plaintext: string, purpose: string): string;
  /** @throws SealError when the text was changed, belongs to another purpose or to a key that is not known */
  open(sealed: string, purpose: string): string;
  /** True when another key than the newest sealed it. Throws SealError for a text that is no sealed secret. */
  needsReseal(sealed: string): boolean;
  /** Sealed again with the newest key and a fresh data key. Throws as {@link Secrets.open} does. */
  reseal(sealed: string, purpose: string): string;
}

/**
 * Each secret has a random data key of its own, wrapped by a key derived from the installation's key.
 * Version, key and purpose are authenticated with it, so that a row cannot be moved to another place.
 * @param currentKey seals and opens; at least 32 characters
 * @param oldKeys open only, so that what they sealed can be sealed again
 */
export function createSecrets(currentKey: string, oldKeys: readonly string[] = []): Secrets {
  const current = masterKey(currentKey);
  const known = new Map<string, MasterKey>();
  for (const key of [...oldKeys.map(masterKey), current]) known.set(key.id, key);

  function seal(plaintext: string, purpose: string): string {
    if (!plaintext.isWellFormed()) throw new Error("A secret with lone surrogates cannot be stored.");
    const dataKey = randomBytes(KEY_BYTES);
    const wrappedKey = encrypt(current.bytes, dataKey, keyContext(current.id, purpose));
    const body = encrypt(dataKey, Buffer.from(plaintext, "utf8"), bodyContext(purpose));
    dataKey.fill(0);
    return formatSealed({ keyId: current.id, wrappedKey, body });
  }

  function open(sealed: string, purpose: string): string {
    const { keyId, wrappedKey, body } = parseSealed(sealed);
    const key = known.get(keyId);
    if (!key) {
      throw new SealError(
        "This secret was sealed with a key that is not configured. Put the former SECRET_KEY into SECRET_KEYS_OLD.",
      );
    }
    const dataKey = decrypt(key.bytes, wrappedKey, keyContext(keyId, purpose));
    const plaintext = decrypt(dataKey, body, bodyContext(purpose)).toString("utf8");
    dataKey.fill(0);
    return plaintext;
  }

  return {
    seal,
    open,
    needsReseal: (sealed) => parseSealed(sealed).keyId !== current.id,
    reseal: (sealed, purpose) => seal(open(sealed, purpose), purpose),
  };
}

function keyContext(keyId: string, purpose: string): string {
  return `${VERSION}\nkey\n${keyId}\n${purpose}`;
}

function bodyContext(purpose: string): string {
  return `${VERSION}\nbody\n${purpose}`;
}
