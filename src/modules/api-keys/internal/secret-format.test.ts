import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { withoutSecrets } from "../../../kernel/log/secret-shapes.ts";
import { isWellFormedSecret, newSecret } from "./secret-format.ts";

describe("the secret of a key", () => {
  it("begins with pk_, has one length and only letters and digits after the mark", () => {
    for (let i = 0; i < 200; i += 1) expect(newSecret().secret).toMatch(/^pk_[0-9A-Za-z]{49}$/);
  });

  it("is never the same twice", () => {
    const secrets = new Set(Array.from({ length: 500 }, () => newSecret().secret));
    expect(secrets.size).toBe(500);
  });

  it("comes with its SHA-256 and the beginning by which people recognise it", () => {
    const { secret, prefix, hash } = newSecret();
    expect(hash).toEqual(createHash("sha256").update(secret).digest());
    expect(secret.startsWith(prefix)).toBe(true);
    expect(prefix).toHaveLength(11);
  });

  it("is well formed as made, and in no other way", () => {
    const { secret } = newSecret();
    expect(isWellFormedSecret(secret)).toBe(true);
    for (const other of [
      "",
      "pk_",
      `${secret}x`,
      secret.slice(0, -1),
      secret.toUpperCase(),
      ` ${secret}`,
      `sk${secret.slice(2)}`,
    ]) {
      expect(isWellFormedSecret(other), other).toBe(false);
    }
  });

  it("gives every single slip of typing away by its checksum", () => {
    const { secret } = newSecret();
    for (let place = 3; place < secret.length; place += 1) {
      const slip = secret[place] === "a" ? "b" : "a";
      expect(isWellFormedSecret(secret.slice(0, place) + slip + secret.slice(place + 1))).toBe(false);
    }
  });

  it("gives two swapped characters away", () => {
    const { secret } = newSecret();
    const place = [...secret].findIndex((letter, index) => index > 3 && letter !== secret[index + 1]);
    const swapped = `${secret.slice(0, place)}${secret[place + 1]}${secret[place]}${secret.slice(place + 2)}`;
    expect(isWellFormedSecret(swapped)).toBe(false);
  });

  it("is taken out of the log by its shape", () => {
    const { secret } = newSecret();
    expect(withoutSecrets(`the key ${secret} was used`)).toBe("the key [redacted] was used");
  });
});
