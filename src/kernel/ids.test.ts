import { describe, expect, it } from "vitest";
import { isId, newId } from "./ids.ts";

describe("an id", () => {
  it("is a UUIDv7 of its moment (RFC 9562 section 5.7)", () => {
    const later = Date.now() + 3_600_000;
    const id = newId(later);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16)).toBe(later);
  });

  it("is never given twice and always sorts after the one before, within one millisecond too", () => {
    const now = Date.now() + 7_200_000;
    const ids = Array.from({ length: 50_000 }, () => newId(now));
    expect(new Set(ids).size).toBe(ids.length);
    expect([...ids].sort()).toEqual(ids);
  });

  it("goes on sorting after the last one when the clock jumps back", () => {
    const before = newId(Date.now() + 10_800_000);
    expect([newId(0), newId(Date.now() - 86_400_000)].every((id) => id > before && isId(id))).toBe(true);
  });

  it.each([
    "",
    "x",
    "0193A0E0-0000-7000-8000-000000000001",
    "{0193a0e0-0000-7000-8000-000000000001}",
    "0193a0e0000070008000000000000001",
    "0193a0e0-0000-7000-8000-00000000000g",
    "0193a0e0-0000-7000-8000-000000000001\n",
    "'0193a0e0-0000-7000-8000-000000000001",
  ])("is told from what only looks like one: %j", (text) => {
    expect(isId(text)).toBe(false);
  });
});
