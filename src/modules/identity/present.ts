import type { Selectable } from "kysely";
import type { Session, User } from "./contract.ts";
import { deviceOf } from "./internal/device.ts";
import type { Tables } from "./internal/tables.gen.ts";
import type { UserRow } from "./internal/users.ts";

export function presentUser(row: UserRow): User {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    emailVerified: row.email_verified_at !== null,
    createdAt: row.created_at.toISOString(),
  };
}

export function presentSession(row: Selectable<Tables["identity.session"]>, currentId: string): Session {
  return {
    id: row.id,
    current: row.id === currentId,
    device: deviceOf(row.user_agent),
    ip: row.ip,
    remembered: row.remembered,
    createdAt: row.created_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
  };
}
