import { hkdfSync } from "node:crypto";
import { KEY_BYTES } from "./authenticated-box.ts";

export interface MasterKey {
  /** Eight bytes in hex that name the key without telling anything of it. */
  readonly id: string;
  readonly bytes: Buffer;
}

const ID_BYTES = 8;

/** Key and name are independent outputs of HKDF-SHA-256 over the same text (RFC 5869 section 3.2). */
export function masterKey(secret: string): MasterKey {
  if (secret.length < 32) throw new Error("A secret key has at least 32 characters.");
  return {
    id: derive(secret, "secrets at rest: key id, version 1", ID_BYTES).toString("hex"),
    bytes: derive(secret, "secrets at rest: key encryption key, version 1", KEY_BYTES),
  };
}

function derive(secret: string, info: string, bytes: number): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "", info, bytes));
}
