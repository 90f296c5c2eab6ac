import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";

export interface NewToken {
  /** Goes to its owner once and is kept nowhere; base64url. */
  readonly token: string;
  /** What is stored: SHA-256 of the token's text, 32 bytes. */
  readonly hash: Buffer;
}

/** @param bytes of randomness; 32 (256 bits) needs no slow hash, since nobody can guess it */
export function newToken(bytes = 32): NewToken {
  if (!Number.isInteger(bytes) || bytes < 16 || bytes > 64)
    throw new RangeError("A token has 16 to 64 bytes.");
  const token = randomBytes(bytes).toString("base64url");
  return { token, hash: hashToken(token) };
}

/** SHA-256 of the text of a token, 32 bytes. */
export function hashToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

/** Compares in a time that depends on the lengths only. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.byteLength === b.byteLength && timingSafeEqual(a, b);
}

/** HMAC-SHA-256, 32 bytes. */
export function hmac(secret: string | Uint8Array, text: string): Buffer {
  return createHmac("sha256", secret).update(text).digest();
}
