import type { Role } from "../contract.ts";

/** What anyone in a workspace may do, by name: `noun.verb`. A viewer reads and does nothing else. */
const VIEWER = [
  "workspace.read",
  "members.read",
  "chat.read",
  "models.read",
  "knowledge.read",
  "assistants.read",
] as const;
const MEMBER = [...VIEWER, "chat.use", "knowledge.use"] as const;
const AGENT = [...MEMBER, "inbox.use"] as const;
const ADMIN = [
  ...AGENT,
  "workspace.manage",
  "members.manage",
  "api-keys.manage",
  "ledger.read",
  "ledger.manage",
  "knowledge.manage",
  "assistants.manage",
  "inbox.manage",
] as const;
/** Only owners make and unmake owners. */
const OWNER = [...ADMIN, "owners.manage"] as const;

/** The one table of who may do what. Each role holds all that the one before it holds. */
export const ROLE_PERMISSIONS: Readonly<Record<Role, ReadonlySet<string>>> = {
  viewer: new Set(VIEWER),
  member: new Set(MEMBER),
  agent: new Set(AGENT),
  admin: new Set(ADMIN),
  owner: new Set(OWNER),
};

export function permissionsOf(role: Role): ReadonlySet<string> {
  return ROLE_PERMISSIONS[role];
}
