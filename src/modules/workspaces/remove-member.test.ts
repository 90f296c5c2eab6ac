import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../../testing/app.ts";
import { auditTrail } from "../../testing/audit-trail.ts";
import { enter, newMember, newWorkspace, type TestWorkspace } from "../../testing/people.ts";
import { changeRole } from "./change-role.ts";
import { ROLES, type Role } from "./contract.ts";
import { listMyWorkspaces } from "./list-my-workspaces.ts";
import { permissionsInWorkspace } from "./permissions-in-workspace.ts";
import { removeMember } from "./remove-member.ts";

let app: TestApp;
let workspace: TestWorkspace;
beforeAll(async () => {
  app = await testApp();
  workspace = await newWorkspace(app.kernel);
});
afterAll(() => app.close());

const owners = async (workspaceId: string) => {
  const { rows } = await app.adminPool.query<{ user_id: string }>(
    "select user_id from workspaces.member where workspace_id = $1 and role = 'owner'",
    [workspaceId],
  );
  return rows.map((row) => row.user_id);
};

describe("removing a member", () => {
  it("ends their access at the next request", async () => {
    const member = await newMember(workspace, "member");
    await removeMember(workspace.ctx, { userId: member.id });
    expect(await permissionsInWorkspace(app.kernel, member.id, workspace.id)).toBeNull();
    expect((await listMyWorkspaces(member.ctx, {})).items).toEqual([]);
  });

  it("a second time finds nobody", async () => {
    const member = await newMember(workspace, "member");
    await removeMember(workspace.ctx, { userId: member.id });
    await expect(removeMember(workspace.ctx, { userId: member.id })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("lets an admin remove everybody but owners", async () => {
    const admin = await newMember(workspace, "admin");
    for (const role of ROLES) {
      const member = await newMember(workspace, role);
      const removing = removeMember(admin.inside, { userId: member.id });
      if (role === "owner") await expect(removing).rejects.toMatchObject({ code: "forbidden" });
      else await removing;
    }
  });

  it.each<Role>(["agent", "member", "viewer"])("is refused to who is %s", async (role) => {
    const actor = await newMember(workspace, role);
    const member = await newMember(workspace, "viewer");
    await expect(removeMember(actor.inside, { userId: member.id })).rejects.toMatchObject({
      code: "forbidden",
    });
    expect(await permissionsInWorkspace(app.kernel, member.id, workspace.id)).not.toBeNull();
  });

  it("does not reach into another workspace", async () => {
    const other = await newWorkspace(app.kernel);
    const member = await newMember(other, "member");
    await expect(removeMember(workspace.ctx, { userId: member.id })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(
      removeMember(await enter(member, workspace.id), { userId: member.id }),
    ).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await permissionsInWorkspace(app.kernel, member.id, other.id)).not.toBeNull();
  });

  it("is recorded, and told apart from leaving", async () => {
    const [sent, gone] = [await newMember(workspace, "agent"), await newMember(workspace, "viewer")];
    await removeMember(workspace.ctx, { userId: sent.id });
    await removeMember(gone.inside, { userId: gone.id });
    expect(await auditTrail(app, "member.removed", { targetId: sent.id })).toMatchObject([
      { actorId: workspace.owner.id, details: { role: "agent" } },
    ]);
    expect(await auditTrail(app, "member.left", { targetId: gone.id })).toMatchObject([
      { actorId: gone.id, details: { role: "viewer" } },
    ]);
    expect(await auditTrail(app, "member.removed", { targetId: gone.id })).toEqual([]);
  });
});

describe("leaving", () => {
  it.each<Role>(["admin", "agent", "member", "viewer"])("is allowed to who is %s", async (role) => {
    const member = await newMember(workspace, role);
    await removeMember(member.inside, { userId: member.id });
    expect(await permissionsInWorkspace(app.kernel, member.id, workspace.id)).toBeNull();
  });

  it("is refused to the last owner", async () => {
    const here = await newWorkspace(app.kernel);
    await newMember(here, "admin");
    await expect(removeMember(here.ctx, { userId: here.owner.id })).rejects.toMatchObject({
      code: "last_owner",
    });
    expect(await owners(here.id)).toEqual([here.owner.id]);
  });

  it("of two owners at the same moment leaves exactly one, every time", async () => {
    for (let round = 0; round < 10; round += 1) {
      const here = await newWorkspace(app.kernel);
      const second = await newMember(here, "owner");
      const results = await Promise.allSettled([
        removeMember(here.ctx, { userId: here.owner.id }),
        removeMember(second.inside, { userId: second.id }),
      ]);
      expect(results.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
      expect(results.find((result) => result.status === "rejected")).toMatchObject({
        reason: { code: "last_owner" },
      });
      expect(await owners(here.id)).toHaveLength(1);
    }
  });

  it("and stepping down at the same moment leaves exactly one owner as well", async () => {
    for (let round = 0; round < 10; round += 1) {
      const here = await newWorkspace(app.kernel);
      const second = await newMember(here, "owner");
      const third = await newMember(here, "owner");
      await Promise.allSettled([
        removeMember(here.ctx, { userId: here.owner.id }),
        changeRole(second.inside, { userId: second.id, role: "viewer" }),
        removeMember(third.inside, { userId: third.id }),
      ]);
      expect(await owners(here.id)).toHaveLength(1);
    }
  });
});
