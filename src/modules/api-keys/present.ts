import type { Selectable } from "kysely";
import { type ApiKey, apiKeyScopeSchema } from "./contract.ts";
import type { KeyTable } from "./internal/tables.gen.ts";

/** Without the hash: it never leaves the database. */
export type KeyRow = Omit<Selectable<KeyTable>, "secret_hash" | "workspace_id">;

export const KEY_COLUMNS = [
  "id",
  "name",
  "prefix",
  "scopes",
  "created_by",
  "created_at",
  "expires_at",
  "revoked_at",
  "last_used_at",
] as const satisfies readonly (keyof KeyRow)[];

/** @param makerName undefined when the maker's account is gone */
export function presentKey(row: KeyRow, makerName: string | undefined): ApiKey {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: row.scopes.map((scope) => apiKeyScopeSchema.parse(scope)),
    createdBy: row.created_by === null ? null : { userId: row.created_by, name: makerName ?? "Former user" },
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at?.toISOString() ?? null,
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    revokedAt: row.revoked_at?.toISOString() ?? null,
  };
}
