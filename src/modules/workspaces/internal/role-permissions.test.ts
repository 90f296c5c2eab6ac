import { describe, expect, it } from "vitest";
import { ROLES } from "../contract.ts";
import { permissionsOf, ROLE_PERMISSIONS } from "./role-permissions.ts";

const READ_ONLY = [
  "assistants.read",
  "chat.read",
  "knowledge.read",
  "members.read",
  "models.read",
  "workspace.read",
];

describe("roles", () => {
  it("all have a place in the table", () => {
    expect(Object.keys(ROLE_PERMISSIONS).sort()).toEqual([...ROLES].sort());
  });

  it("hold all that the role below them holds, from viewer up to owner", () => {
    const ascending = [...ROLES].reverse();
    for (const [index, role] of ascending.entries()) {
      const below = ascending[index - 1];
      if (below === undefined) continue;
      expect([...permissionsOf(role)], `${role} over ${below}`).toEqual(
        expect.arrayContaining([...permissionsOf(below)]),
      );
      expect(permissionsOf(role).size, `${role} over ${below}`).toBeGreaterThan(permissionsOf(below).size);
    }
  });

  it("let a viewer read and nothing else", () => {
    expect([...permissionsOf("viewer")].sort()).toEqual(READ_ONLY);
  });

  it.each(["members.manage", "workspace.manage", "api-keys.manage", "ledger.read", "ledger.manage"])(
    "grant %s to owners and admins only",
    (permission) => {
      expect(ROLES.filter((role) => permissionsOf(role).has(permission))).toEqual(["owner", "admin"]);
    },
  );

  it("let only owners make and unmake owners", () => {
    expect(ROLES.filter((role) => permissionsOf(role).has("owners.manage"))).toEqual(["owner"]);
  });

  it("let all but viewers chat", () => {
    expect(ROLES.filter((role) => !permissionsOf(role).has("chat.use"))).toEqual(["viewer"]);
  });

  it("name every permission as noun.verb", () => {
    for (const permission of permissionsOf("owner")) expect(permission).toMatch(/^[a-z-]+\.[a-z-]+$/);
  });
});
