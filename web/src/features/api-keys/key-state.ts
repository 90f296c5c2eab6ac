import type { ApiKey } from "../../api/types.ts";

export type KeyState = "working" | "ends-soon" | "expired" | "revoked";

const SOON_MS = 7 * 24 * 60 * 60 * 1000;

/** Whether a key still opens anything. The last week before its end is worth a warning. */
export function keyState(key: Pick<ApiKey, "expiresAt" | "revokedAt">, now: Date): KeyState {
  if (key.revokedAt !== null) return "revoked";
  if (key.expiresAt === null) return "working";
  const left = new Date(key.expiresAt).getTime() - now.getTime();
  if (left <= 0) return "expired";
  return left < SOON_MS ? "ends-soon" : "working";
}
