import type { Role } from "../../api/types.ts";

export interface RoleChoice {
  readonly value: Role;
  readonly label: string;
  /** What the role may do, for the one who gives it. */
  readonly may: string;
}

/** From most to least. */
export const ROLE_CHOICES: readonly RoleChoice[] = [
  { value: "owner", label: "Owner", may: "everything, and makes other owners" },
  { value: "admin", label: "Admin", may: "members, credit, keys and settings" },
  { value: "agent", label: "Agent", may: "chat and the conversations with customers" },
  { value: "member", label: "Member", may: "chat" },
  { value: "viewer", label: "Viewer", may: "reading only" },
];

/** Only owners make owners. */
export function rolesToGive(mayMakeOwners: boolean): readonly RoleChoice[] {
  return ROLE_CHOICES.filter(({ value }) => mayMakeOwners || value !== "owner");
}
