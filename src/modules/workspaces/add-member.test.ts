import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../../testing/app.ts";
import { auditTrail } from "../../testing/audit-trail.ts";
import { enter, newMember, newPerson, newWorkspace, type TestWorkspace } from "../../testing/people.ts";
import { addMember } from "./add-member.ts";
import { ROLES, type Role } from "./contract.ts";
import { listMembers } from "./list-members.ts";
import { listMyWorkspaces } from "./list-my-workspaces.ts";

let app: TestApp;
let workspace: TestWorkspace;
beforeAll(async () => {
  app = await testApp();
  workspace = await newWorkspace(app.kernel);
});
afterAll(() => app.close());

describe("adding a member by id", () => {
  it.each(ROLES)(
    "lets an owner add somebody as %s, who then finds the workspace in their list",
    async (role) => {
      const person = await newPerson(app.kernel, "Ada Quist");
      const member = await addMember(workspace.ctx, { userId: person.id, role });
      expect(member).toMatchObject({ userId: person.id, name: "Ada Quist", email: person.email, role });
      const { items } = await listMyWorkspaces(person.ctx, {});
      expect(items).toMatchObject([{ id: workspace.id, role }]);
    },
  );

  it("lets an admin add everybody but owners", async () => {
    const admin = await newMember(workspace, "admin");
    for (const role of ROLES) {
      const person = await newPerson(app.kernel);
      const adding = addMember(admin.inside, { userId: person.id, role });
      if (role === "owner") await expect(adding).rejects.toMatchObject({ code: "forbidden" });
      else await expect(adding).resolves.toMatchObject({ role });
    }
  });

  it.each<Role>(["agent", "member", "viewer"])("is refused to who is %s", async (role) => {
    const { inside } = await newMember(workspace, role);
    const person = await newPerson(app.kernel);
    await expect(addMember(inside, { userId: person.id, role: "viewer" })).rejects.toMatchObject({
      code: "forbidden",
    });
    expect((await listMyWorkspaces(person.ctx, {})).items).toEqual([]);
  });

  it("is refused to a stranger, who owns another workspace", async () => {
    const { owner: stranger } = await newWorkspace(app.kernel);
    const person = await newPerson(app.kernel);
    const attempt = addMember(await enter(stranger, workspace.id), { userId: person.id, role: "viewer" });
    await expect(attempt).rejects.toMatchObject({ code: "forbidden" });
  });

  it("with all permissions but from a workspace that does not exist finds nothing", async () => {
    const person = await newPerson(app.kernel);
    const nowhere = { ...workspace.ctx, workspaceId: app.kernel.newId() };
    await expect(addMember(nowhere, { userId: person.id, role: "viewer" })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("says so when nobody has the id", async () => {
    const attempt = addMember(workspace.ctx, { userId: app.kernel.newId(), role: "member" });
    await expect(attempt).rejects.toMatchObject({ code: "validation_failed", fields: [{ path: "userId" }] });
  });

  it("happens once, however often and at the same moment it is asked for, and keeps the first role", async () => {
    const person = await newPerson(app.kernel);
    const results = await Promise.allSettled(
      Array.from({ length: 6 }, () => addMember(workspace.ctx, { userId: person.id, role: "agent" })),
    );
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
    await expect(addMember(workspace.ctx, { userId: person.id, role: "admin" })).rejects.toMatchObject({
      code: "conflict",
    });
    const { items } = await listMembers(workspace.ctx, { search: person.email });
    expect(items.map((member) => member.role)).toEqual(["agent"]);
  });

  it("takes the id in capitals as the same person", async () => {
    const person = await newPerson(app.kernel);
    await addMember(workspace.ctx, { userId: person.id.toUpperCase(), role: "member" });
    await expect(addMember(workspace.ctx, { userId: person.id, role: "member" })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  it("is recorded with the role and without anything else of the person", async () => {
    const person = await newPerson(app.kernel);
    await addMember(workspace.ctx, { userId: person.id, role: "viewer" });
    expect(await auditTrail(app, "member.added", { targetId: person.id })).toEqual([
      {
        workspaceId: workspace.id,
        action: "member.added",
        actorId: workspace.owner.id,
        targetId: person.id,
        details: { role: "viewer" },
      },
    ]);
  });
});
