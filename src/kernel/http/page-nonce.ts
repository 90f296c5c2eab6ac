import { randomBytes } from "node:crypto";
import type { ServerResponse } from "node:http";

const nonces = new WeakMap<ServerResponse, string>();

/** One nonce a response, for its scripts and its styles (CSP Level 3 section 7.1: 128 bits, never reused). */
export function pageNonce(response: ServerResponse): string {
  let nonce = nonces.get(response);
  if (nonce === undefined) {
    nonce = randomBytes(16).toString("base64url");
    nonces.set(response, nonce);
  }
  return nonce;
}
