import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemCtx } from "../../kernel/ctx.ts";
import { type TestApp, testApp } from "../../testing/app.ts";
import { auditTrail } from "../../testing/audit-trail.ts";
import { enter, newPerson } from "../../testing/people.ts";
import { createWorkspace, WORKSPACES_PER_PERSON } from "./create-workspace.ts";
import { createWorkspaceFor } from "./create-workspace-for.ts";
import { getWorkspace } from "./get-workspace.ts";
import { listMembers } from "./list-members.ts";
import { listMyWorkspaces } from "./list-my-workspaces.ts";
import { workspaceIds } from "./workspace-ids.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const operator = () => systemCtx(app.kernel, { kind: "operator" });

describe("creating a workspace", () => {
  it("makes its creator the owner, who may do everything in it", async () => {
    const mira = await newPerson(app.kernel, "Mira Okafor");
    const workspace = await createWorkspace(mira.ctx, { name: "  Harbor   Coffee " });
    expect(workspace).toMatchObject({ name: "Harbor Coffee", role: "owner" });
    expect(workspace.slug).toMatch(/^harbor-coffee/);
    expect(workspace.permissions).toContain("owners.manage");
    const inside = await enter(mira, workspace.id);
    expect(await getWorkspace(inside)).toEqual(workspace);
    const { items } = await listMembers(inside, {});
    expect(items).toMatchObject([{ userId: mira.id, name: "Mira Okafor", email: mira.email, role: "owner" }]);
  });

  it("is recorded in the audit trail of the new workspace", async () => {
    const mira = await newPerson(app.kernel);
    const { id, slug } = await createWorkspace(mira.ctx, { name: "Audited" });
    expect(await auditTrail(app, "workspace.created", { workspaceId: id })).toMatchObject([
      { actorId: mira.id, targetId: id, details: { name: "Audited", slug, ownerId: mira.id } },
    ]);
  });

  it("gives workspaces of one name different addresses, also when they are made at once", async () => {
    const person = await newPerson(app.kernel);
    const made = await Promise.all(
      Array.from({ length: 8 }, () => createWorkspace(person.ctx, { name: "Same Name" })),
    );
    const slugs = made.map((workspace) => workspace.slug);
    expect(new Set(slugs).size).toBe(8);
    expect(slugs.filter((slug) => slug === "same-name")).toHaveLength(1);
    for (const slug of slugs) expect(slug).toMatch(/^same-name(-[a-z0-9]{5})?$/);
  });

  it.each(["日本の茶屋", "🎉🎉", "…"])(
    "takes the name %j, which has no letter of an address",
    async (name) => {
      const person = await newPerson(app.kernel);
      const workspace = await createWorkspace(person.ctx, { name });
      expect(workspace).toMatchObject({ name, slug: expect.stringMatching(/^workspace/) });
    },
  );

  it("stops at the limit of one person, also when many are made at once", async () => {
    const person = await newPerson(app.kernel);
    const tries = Array.from({ length: WORKSPACES_PER_PERSON + 5 }, (_, i) =>
      createWorkspace(person.ctx, { name: `Number ${i}` }),
    );
    const results = await Promise.allSettled(tries);
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(WORKSPACES_PER_PERSON);
    const refused = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
    expect(refused).toHaveLength(5);
    for (const reason of refused) expect(reason).toMatchObject({ code: "limit_reached" });
    const { items } = await listMyWorkspaces(person.ctx, {});
    expect(items).toHaveLength(WORKSPACES_PER_PERSON);
  });

  it.each(["", "   ", "\u0000", "x".repeat(81)])("refuses the name %j", async (name) => {
    const person = await newPerson(app.kernel);
    await expect(createWorkspace(person.ctx, { name })).rejects.toMatchObject({ name: "ZodError" });
  });

  it("needs a person: nobody signed in, no key and no job makes one", async () => {
    const anonymous = { ...operator(), actor: { kind: "anonymous" } as const };
    const job = systemCtx(app.kernel, { kind: "job", name: "j" });
    for (const ctx of [anonymous, job, operator()]) {
      await expect(createWorkspace(ctx, { name: "Nobody's" })).rejects.toMatchObject({
        code: "unauthenticated",
      });
    }
  });
});

describe("the operator", () => {
  it("makes a workspace for somebody, past the limit of a person", async () => {
    const person = await newPerson(app.kernel);
    for (let i = 0; i < WORKSPACES_PER_PERSON + 1; i += 1) {
      await createWorkspaceFor(operator(), { name: `Given ${i}`, ownerId: person.id });
    }
    const { items } = await listMyWorkspaces(person.ctx, {});
    expect(items).toHaveLength(WORKSPACES_PER_PERSON + 1);
    expect(items.every((workspace) => workspace.role === "owner")).toBe(true);
  });

  it("is told when there is no such person, and nothing is left behind", async () => {
    const before = await count();
    await expect(
      createWorkspaceFor(operator(), { name: "Ownerless", ownerId: app.kernel.newId() }),
    ).rejects.toMatchObject({ code: "validation_failed", fields: [{ path: "ownerId" }] });
    expect(await count()).toEqual(before);
  });

  it("is nobody else", async () => {
    const person = await newPerson(app.kernel);
    await expect(
      createWorkspaceFor(person.ctx, { name: "For another", ownerId: person.id }),
    ).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("the list of all workspaces", () => {
  it("gives sweepers every id once, in order, also over several pages", async () => {
    const { rows } = await app.adminPool.query<{ id: string }>(
      "select id from workspaces.workspace order by id",
    );
    expect(await collect(workspaceIds(app.kernel))).toEqual(rows.map((row) => row.id));
    expect(await collect(workspaceIds(app.kernel, 3))).toEqual(rows.map((row) => row.id));
  });
});

async function collect(ids: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = [];
  for await (const id of ids) all.push(id);
  return all;
}

async function count(): Promise<unknown> {
  const { rows } = await app.adminPool.query("select count(*) from workspaces.workspace");
  return rows[0];
}
