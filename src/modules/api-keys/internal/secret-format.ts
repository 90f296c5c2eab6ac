import { randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";
import { hashToken } from "../../../kernel/crypto/tokens.ts";

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const MARK = "pk_";
const RANDOM_BYTES = 32;
/** 62^43 > 2^256 and 62^6 > 2^32. */
const RANDOM_DIGITS = 43;
const CHECK_DIGITS = 6;
const BODY_LENGTH = MARK.length + RANDOM_DIGITS;
const SHAPE = /^pk_[0-9A-Za-z]{49}$/;
/** The mark and eight digits: enough to tell keys apart, and 209 random bits stay unknown. */
const PREFIX_LENGTH = MARK.length + 8;

export interface NewSecret {
  /** Shown once, kept nowhere. */
  readonly secret: string;
  readonly prefix: string;
  /** SHA-256 of the secret. */
  readonly hash: Buffer;
}

/** `pk_`, 32 random bytes in base 62, and their CRC-32: a scanner finds it, a slip of typing is seen at once. */
export function newSecret(): NewSecret {
  const random = BigInt(`0x${randomBytes(RANDOM_BYTES).toString("hex")}`);
  const body = MARK + base62(random, RANDOM_DIGITS);
  const secret = body + checksum(body);
  return { secret, prefix: secret.slice(0, PREFIX_LENGTH), hash: hashToken(secret) };
}

/** False for anything that was never one of our secrets: it costs no look into the database. */
export function isWellFormedSecret(text: string): boolean {
  return SHAPE.test(text) && text.slice(BODY_LENGTH) === checksum(text.slice(0, BODY_LENGTH));
}

function checksum(body: string): string {
  return base62(BigInt(crc32(body)), CHECK_DIGITS);
}

function base62(value: bigint, length: number): string {
  let text = "";
  for (let rest = value; text.length < length; rest /= 62n) text = DIGITS.charAt(Number(rest % 62n)) + text;
  return text;
}
