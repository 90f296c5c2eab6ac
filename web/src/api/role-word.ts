import type { Role } from "./types.ts";

const WORDS: Record<Role, string> = {
  owner: "Owner",
  admin: "Admin",
  agent: "Agent",
  member: "Member",
  viewer: "Viewer",
};

export function roleWord(role: Role): string {
  return WORDS[role];
}
