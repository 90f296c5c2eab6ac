import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../../testing/app.ts";
import { auditTrail } from "../../testing/audit-trail.ts";
import { enter, newMember, newWorkspace, type TestWorkspace } from "../../testing/people.ts";
import { changeRole } from "./change-role.ts";
import { ROLES, type Role } from "./contract.ts";
import { permissionsOf } from "./internal/role-permissions.ts";
import { permissionsInWorkspace } from "./permissions-in-workspace.ts";

let app: TestApp;
let workspace: TestWorkspace;
beforeAll(async () => {
  app = await testApp();
  workspace = await newWorkspace(app.kernel);
});
afterAll(() => app.close());

const roleNow = async (userId: string) => {
  const { rows } = await app.adminPool.query<{ role: string }>(
    "select role from workspaces.member where workspace_id = $1 and user_id = $2",
    [workspace.id, userId],
  );
  return rows[0]?.role;
};

describe("changing a role", () => {
  it("takes effect at the next request", async () => {
    const member = await newMember(workspace, "member");
    expect(await permissionsInWorkspace(app.kernel, member.id, workspace.id)).toEqual(
      permissionsOf("member"),
    );
    await changeRole(workspace.ctx, { userId: member.id, role: "viewer" });
    expect(await permissionsInWorkspace(app.kernel, member.id, workspace.id)).toEqual(
      permissionsOf("viewer"),
    );
    expect((await enter(member, workspace.id)).permissions.has("chat.use")).toBe(false);
  });

  it("is recorded with what it was and what it is", async () => {
    const member = await newMember(workspace, "member");
    await changeRole(workspace.ctx, { userId: member.id, role: "agent" });
    expect(await auditTrail(app, "member.role-changed", { targetId: member.id })).toMatchObject([
      { details: { from: "member", to: "agent" }, actorId: workspace.owner.id },
    ]);
  });

  it("to the role a member has already changes and records nothing", async () => {
    const member = await newMember(workspace, "agent");
    expect(await changeRole(workspace.ctx, { userId: member.id, role: "agent" })).toMatchObject({
      role: "agent",
    });
    expect(await auditTrail(app, "member.role-changed", { targetId: member.id })).toEqual([]);
  });

  it("lets an admin move everybody below owner, also themselves", async () => {
    const admin = await newMember(workspace, "admin");
    const member = await newMember(workspace, "viewer");
    for (const role of ["member", "agent", "admin", "viewer"] as const) {
      expect(await changeRole(admin.inside, { userId: member.id, role })).toMatchObject({ role });
    }
    expect(await changeRole(admin.inside, { userId: admin.id, role: "member" })).toMatchObject({
      role: "member",
    });
  });

  it("lets no admin make or unmake an owner", async () => {
    const admin = await newMember(workspace, "admin");
    for (const [userId, role] of [
      [admin.id, "owner"],
      [workspace.owner.id, "member"],
      [workspace.owner.id, "owner"],
    ] as const) {
      await expect(changeRole(admin.inside, { userId, role })).rejects.toMatchObject({ code: "forbidden" });
    }
    expect(await roleNow(workspace.owner.id)).toBe("owner");
  });

  it.each<Role>(["agent", "member", "viewer"])(
    "is refused to who is %s, also for themselves",
    async (role) => {
      const { id, inside } = await newMember(workspace, role);
      for (const wanted of ROLES) {
        await expect(changeRole(inside, { userId: id, role: wanted })).rejects.toMatchObject({
          code: "forbidden",
        });
      }
      expect(await roleNow(id)).toBe(role);
    },
  );

  it("does not reach into another workspace: its members are not found", async () => {
    const other = await newWorkspace(app.kernel);
    const attempt = changeRole(workspace.ctx, { userId: other.owner.id, role: "viewer" });
    await expect(attempt).rejects.toMatchObject({ code: "not_found" });
    const stranger = await enter(other.owner, workspace.id);
    await expect(changeRole(stranger, { userId: workspace.owner.id, role: "viewer" })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});

describe("the last owner", () => {
  it("cannot be demoted, by nobody", async () => {
    for (const role of ["admin", "member", "viewer"] as const) {
      await expect(changeRole(workspace.ctx, { userId: workspace.owner.id, role })).rejects.toMatchObject({
        code: "last_owner",
      });
    }
    expect(await roleNow(workspace.owner.id)).toBe("owner");
  });

  it("may step down once there is another", async () => {
    const here = await newWorkspace(app.kernel);
    const second = await newMember(here, "owner");
    await changeRole(here.ctx, { userId: here.owner.id, role: "member" });
    await expect(changeRole(second.inside, { userId: second.id, role: "admin" })).rejects.toMatchObject({
      code: "last_owner",
    });
  });

  it("stays when owners demote each other at the same moment", async () => {
    for (let round = 0; round < 10; round += 1) {
      const here = await newWorkspace(app.kernel);
      const second = await newMember(here, "owner");
      const results = await Promise.allSettled([
        changeRole(here.ctx, { userId: second.id, role: "member" }),
        changeRole(second.inside, { userId: here.owner.id, role: "member" }),
      ]);
      expect(results.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
      const { rows } = await app.adminPool.query(
        "select user_id from workspaces.member where workspace_id = $1 and role = 'owner'",
        [here.id],
      );
      expect(rows).toHaveLength(1);
    }
  });
});
