import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { SealError } from "./seal-error.ts";

const ALGORITHM = "aes-256-gcm";
export const KEY_BYTES = 32;
/** A random 96-bit nonce is safe for 2^32 messages of one key (NIST SP 800-38D section 8.3). */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM. @returns nonce, ciphertext and tag in one piece */
export function encrypt(key: Buffer, plaintext: Buffer, context: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(context, "utf8"));
  return Buffer.concat([nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/** @throws SealError when key, context or a single bit is not the one of {@link encrypt} */
export function decrypt(key: Buffer, box: Buffer, context: string): Buffer {
  try {
    const nonce = box.subarray(0, NONCE_BYTES);
    const tag = box.subarray(-TAG_BYTES);
    const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(context, "utf8"));
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(box.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
  } catch {
    throw new SealError("This secret was changed, or it was sealed for another purpose. Enter it again.");
  }
}

/** Shorter than this is no box at all. */
export const EMPTY_BOX_BYTES = NONCE_BYTES + TAG_BYTES;
