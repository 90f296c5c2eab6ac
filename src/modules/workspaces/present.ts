import type { Selectable } from "kysely";
import type { KnownUser } from "../identity/index.ts";
import {
  type Member,
  type MyWorkspace,
  type Role,
  roleSchema,
  type Workspace,
  type WorkspaceSettings,
} from "./contract.ts";
import { permissionsOf } from "./internal/role-permissions.ts";
import type { MemberTable, WorkspaceTable } from "./internal/tables.gen.ts";

export type WorkspaceRow = Selectable<WorkspaceTable>;
export type MemberRow = Selectable<MemberTable>;

export function presentSettings(row: WorkspaceRow): WorkspaceSettings {
  return { defaultModel: row.default_model, lowBalancePercent: row.low_balance_percent };
}

export function presentWorkspace(row: WorkspaceRow): Workspace {
  return {
    id: row.id,
    name: row.name,
    slug: row.slug,
    createdAt: row.created_at.toISOString(),
    settings: presentSettings(row),
  };
}

/** A workspace as a member with that role sees it. */
export function presentMyWorkspace(row: WorkspaceRow, role: Role): MyWorkspace {
  return { ...presentWorkspace(row), role, permissions: [...permissionsOf(role)] };
}

/** @param person undefined when the account is gone but the membership is not yet */
export function presentMember(row: MemberRow, person: KnownUser | undefined): Member {
  return {
    userId: row.user_id,
    name: person?.name ?? "Former user",
    email: person?.email ?? "",
    role: roleOf(row),
    joinedAt: row.joined_at.toISOString(),
    lastSeenAt: person?.lastSeenAt ?? null,
  };
}

/** The column's CHECK allows no other value than the contract's. */
export function roleOf(row: { role: string }): Role {
  return roleSchema.parse(row.role);
}
