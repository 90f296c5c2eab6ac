import { describe, expect, test } from "vitest";
import { SealError } from "./seal-error.ts";
import { createSecrets } from "./secrets.ts";

const OLD = "the key of last year, thirty-two characters";
const NEW = "the key of this year, thirty-two characters";
const secrets = createSecrets(NEW);

describe("a sealed secret", () => {
  test.each(["", "sk-live-1", "ключ 🔑\u0000\n", "x".repeat(100_000)])("opens again (%#)", (plaintext) => {
    expect(secrets.open(secrets.seal(plaintext, "test"), "test")).toBe(plaintext);
  });

  test("shows neither the secret nor that it is the same one twice", () => {
    const once = secrets.seal("hunter2hunter2", "test");
    const twice = secrets.seal("hunter2hunter2", "test");
    const [onceParts, twiceParts] = [once.split("."), twice.split(".")];
    expect(once).not.toContain("hunter2");
    expect(Buffer.from(onceParts[3] ?? "", "base64url").toString("latin1")).not.toContain("hunter2");
    expect(onceParts.slice(0, 2)).toEqual(twiceParts.slice(0, 2));
    expect(onceParts[2]).not.toBe(twiceParts[2]);
    expect(onceParts[3]).not.toBe(twiceParts[3]);
  });

  test("opens for its own purpose only", () => {
    const sealed = secrets.seal("token", "channel:1");
    for (const purpose of ["channel:2", "channel:", "", "channel:1\n", "body\nchannel:1"]) {
      expect(() => secrets.open(sealed, purpose)).toThrow(SealError);
    }
  });

  test("that was changed in any single character does not open", () => {
    const sealed = secrets.seal("token", "test");
    for (let at = 0; at < sealed.length; at++) {
      for (const other of ["A", "b", "7", "-", ".", "\u0000"]) {
        if (sealed[at] === other) continue;
        const changed = sealed.slice(0, at) + other + sealed.slice(at + 1);
        expect(() => secrets.open(changed, "test"), changed).toThrow(SealError);
      }
    }
  });

  test("that was cut or grew does not open", () => {
    const sealed = secrets.seal("token", "test");
    for (let length = 0; length < sealed.length; length++) {
      expect(() => secrets.open(sealed.slice(0, length), "test")).toThrow(SealError);
    }
    for (const more of ["A", "=", ".", ".A", "\n", " "]) {
      expect(() => secrets.open(sealed + more, "test")).toThrow(SealError);
    }
  });

  test("cannot be put together from the pieces of two", () => {
    const [version, id, key] = secrets.seal("first", "test").split(".");
    const body = secrets.seal("second", "test").split(".")[3];
    expect(() => secrets.open([version, id, key, body].join("."), "test")).toThrow(SealError);
  });

  test.each([" ", "v2.a.b.c", "v1...", "v1.0000000000000000..", "{}", "..."])("is not %j", (text) => {
    expect(() => secrets.open(text, "test")).toThrow(SealError);
    expect(() => secrets.needsReseal(text)).toThrow(SealError);
  });
});

describe("a new key", () => {
  const before = createSecrets(OLD);
  const after = createSecrets(NEW, ["another key that was used once, long ago", OLD]);

  test("opens what the old one sealed, and says that it should be sealed again", () => {
    const sealed = before.seal("token", "test");
    expect(after.open(sealed, "test")).toBe("token");
    expect(after.needsReseal(sealed)).toBe(true);
  });

  test("seals again so that the old one is no longer needed", () => {
    const resealed = after.reseal(before.seal("token", "test"), "test");
    expect(after.needsReseal(resealed)).toBe(false);
    expect(createSecrets(NEW).open(resealed, "test")).toBe("token");
    expect(() => before.open(resealed, "test")).toThrow(SealError);
  });

  test("without the old one says which variable helps", () => {
    const sealed = before.seal("token", "test");
    expect(() => createSecrets(NEW).open(sealed, "test")).toThrow(/SECRET_KEYS_OLD/);
    expect(() => createSecrets(NEW).reseal(sealed, "test")).toThrow(SealError);
  });

  test("does not seal again under a wrong purpose", () => {
    expect(() => after.reseal(before.seal("token", "test"), "elsewhere")).toThrow(SealError);
  });

  test("that is listed among the old ones too still counts as the newest", () => {
    const both = createSecrets(NEW, [NEW]);
    expect(both.needsReseal(both.seal("token", "test"))).toBe(false);
  });
});

test("a text that UTF-8 cannot carry is refused instead of being changed", () => {
  expect(() => secrets.seal("\ud800", "test")).toThrow(/surrogates/);
});

test("a short key is refused", () => {
  expect(() => createSecrets("short")).toThrow(/32/);
  expect(() => createSecrets(NEW, ["short"])).toThrow(/32/);
});

test("no failure repeats the secret or the key", () => {
  const sealed = secrets.seal("hunter2", "test");
  for (const attempt of [() => secrets.open(sealed, "x"), () => createSecrets(OLD).open(sealed, "test")]) {
    try {
      attempt();
      expect.unreachable();
    } catch (error) {
      expect(`${error} ${JSON.stringify(error)}`).not.toMatch(/hunter2|of this year|of last year/);
    }
  }
});
