import { expect, test } from "vitest";
import { hashToken, hmac, newToken, sameBytes } from "./tokens.ts";

test("a token is 256 random bits of base64url, known again by its hash only", () => {
  const { token, hash } = newToken();
  expect(token).toMatch(/^[\w-]{43}$/);
  expect(hash).toHaveLength(32);
  expect(sameBytes(hash, hashToken(token))).toBe(true);
  expect(hash.toString("base64url")).not.toBe(token);
});

test("no two tokens are the same", () => {
  expect(new Set(Array.from({ length: 1000 }, () => newToken().token)).size).toBe(1000);
});

test("a token may be shorter, but never so short that it could be guessed", () => {
  expect(newToken(16).token).toHaveLength(22);
  for (const bytes of [0, 8, 15, 16.5, 65, Number.NaN]) expect(() => newToken(bytes)).toThrow(RangeError);
});

test("hashes are those of the standards", () => {
  // FIPS 180-4 example "abc"; RFC 4231 test case 2.
  expect(hashToken("abc").toString("hex")).toBe(
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  );
  expect(hmac("Jefe", "what do ya want for nothing?").toString("hex")).toBe(
    "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
  );
});

test("bytes are the same only when all are, whatever the length", () => {
  const bytes = Buffer.from("abc");
  expect(sameBytes(bytes, Buffer.from("abc"))).toBe(true);
  for (const other of ["abd", "ab", "abcd", ""]) expect(sameBytes(bytes, Buffer.from(other))).toBe(false);
});
