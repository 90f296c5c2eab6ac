import { expect, it } from "vitest";
import { keyState } from "./key-state.ts";

const now = new Date("2026-11-20T12:00:00Z");

it.each([
  [{ expiresAt: null, revokedAt: null }, "working"],
  [{ expiresAt: "2027-01-01T00:00:00Z", revokedAt: null }, "working"],
  [{ expiresAt: "2026-11-22T00:00:00Z", revokedAt: null }, "ends-soon"],
  [{ expiresAt: "2026-11-20T12:00:00Z", revokedAt: null }, "expired"],
  [{ expiresAt: "2026-11-22T00:00:00Z", revokedAt: "2026-11-01T00:00:00Z" }, "revoked"],
] as const)("calls %o %s", (key, state) => {
  expect(keyState(key, now)).toBe(state);
});
