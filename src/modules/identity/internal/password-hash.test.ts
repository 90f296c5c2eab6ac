import { describe, expect, it } from "vitest";
import { hashPassword, hashSignUpPassword, verifyPassword } from "./password-hash.ts";

const signal = new AbortController().signal;

describe("a stored password", () => {
  it("is argon2id with 19 MiB, two passes and a salt of its own", async () => {
    const [one, two] = await Promise.all([
      hashPassword("lantern otter", signal),
      hashPassword("lantern otter", signal),
    ]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(one).not.toBe(two);
    expect(await verifyPassword(one, "lantern otter", signal)).toBe(true);
    expect(await verifyPassword(one, "lantern Otter", signal)).toBe(false);
  });

  it("is right for nothing where there is none", async () => {
    expect(await verifyPassword(null, "hello", signal)).toBe(false);
    expect(await verifyPassword(undefined, "hello", signal)).toBe(false);
  });

  it("of a sign-up is the same for the same address and password, and differs elsewhere", async () => {
    const hash = (password: string, place: string) => hashSignUpPassword(password, place, signal);
    const first = await hash("lantern otter", "https://a\nmira@example.com");
    expect(await hash("lantern otter", "https://a\nmira@example.com")).toBe(first);
    expect(await hash("lantern otter", "https://a\njo@example.com")).not.toBe(first);
    expect(await hash("lantern otter", "https://b\nmira@example.com")).not.toBe(first);
    expect(await verifyPassword(first, "lantern otter", signal)).toBe(true);
  });

  it("may be long, or hold what is no text", async () => {
    for (const password of ["é".repeat(800), "a\u0000b lantern", "lone \ud800 surrogate"]) {
      expect(await verifyPassword(await hashPassword(password, signal), password, signal)).toBe(true);
    }
  });
});
