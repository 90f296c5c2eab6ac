import { describe, expect, it } from "vitest";
import { KeyCache, type KnownKey } from "./key-cache.ts";

function key(keyId: string): KnownKey {
  return {
    holder: {
      actor: { kind: "api-key", keyId, name: keyId },
      workspaceId: "w",
      permissions: new Set(["chat"]),
    },
    expiresAtMs: Number.POSITIVE_INFINITY,
    notedAtMs: Number.NEGATIVE_INFINITY,
  };
}

describe("the cache of keys", () => {
  it("answers for ten seconds and then asks again", () => {
    const cache = new KeyCache();
    cache.put("h", key("k"), 1_000);
    expect(cache.get("h", 10_999)?.holder.actor.keyId).toBe("k");
    expect(cache.get("h", 11_000)).toBeUndefined();
  });

  it("does not live longer by being used", () => {
    const cache = new KeyCache();
    cache.put("h", key("k"), 0);
    for (let now = 0; now < 10_000; now += 500) expect(cache.get("h", now)).toBeDefined();
    expect(cache.get("h", 10_000)).toBeUndefined();
  });

  it("does not live longer when the clock is set back", () => {
    const cache = new KeyCache();
    cache.put("h", key("k"), 50_000);
    expect(cache.get("h", 49_000)).toBeUndefined();
  });

  it("remembers for as long that a key does not exist", () => {
    const cache = new KeyCache();
    cache.put("h", null, 0);
    expect(cache.get("h", 9_999)).toBeNull();
    expect(cache.get("h", 10_000)).toBeUndefined();
  });

  it("forgets a revoked key and no other", () => {
    const cache = new KeyCache();
    cache.put("a", key("one"), 0);
    cache.put("b", key("two"), 0);
    cache.forget("one");
    expect(cache.get("a", 1)).toBeUndefined();
    expect(cache.get("b", 1)?.holder.actor.keyId).toBe("two");
  });

  it("is bounded, and drops the key that was not used for longest", () => {
    const cache = new KeyCache();
    for (let i = 0; i < 10_000; i += 1) cache.put(`h${i}`, key(`k${i}`), 0);
    cache.get("h0", 1);
    cache.put("one more", key("one more"), 1);
    expect(cache.get("h0", 1)).toBeDefined();
    expect(cache.get("h1", 1)).toBeUndefined();
    expect(cache.get("one more", 1)).toBeDefined();
  });

  it("never lets a flood of guesses push out a real key", () => {
    const cache = new KeyCache();
    cache.put("real", key("real"), 0);
    for (let i = 0; i < 20_000; i += 1) cache.put(`guess${i}`, null, 0);
    expect(cache.get("real", 1)).toBeDefined();
    expect(cache.get("guess0", 1)).toBeUndefined();
    expect(cache.get("guess19999", 1)).toBeNull();
  });

  it("takes a key that came into being after it was asked for in vain", () => {
    const cache = new KeyCache();
    cache.put("h", null, 0);
    cache.put("h", key("k"), 1);
    expect(cache.get("h", 2)?.holder.actor.keyId).toBe("k");
  });
});
