import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../../testing/app.ts";
import { newMember, newPerson, newWorkspace, type TestWorkspace } from "../../testing/people.ts";
import { ROLES } from "./contract.ts";
import { permissionsOf } from "./internal/role-permissions.ts";
import { listMyWorkspaces } from "./list-my-workspaces.ts";
import { permissionsInWorkspace } from "./permissions-in-workspace.ts";

let app: TestApp;
let workspace: TestWorkspace;
beforeAll(async () => {
  app = await testApp();
  workspace = await newWorkspace(app.kernel);
});
afterAll(() => app.close());

describe("what a person may do in a workspace", () => {
  it.each(ROLES)("is what the table says of the role %s", async (role) => {
    const member = await newMember(workspace, role);
    expect(await permissionsInWorkspace(app.kernel, member.id, workspace.id)).toBe(permissionsOf(role));
  });

  it("is nothing for a stranger, in a workspace that does not exist, and for ids that are none", async () => {
    const other = await newWorkspace(app.kernel);
    for (const [userId, workspaceId] of [
      [other.owner.id, workspace.id],
      [workspace.owner.id, other.id],
      [workspace.owner.id, app.kernel.newId()],
      [app.kernel.newId(), workspace.id],
      ["", workspace.id],
      [workspace.owner.id, "' or true --"],
    ] as const) {
      expect(await permissionsInWorkspace(app.kernel, userId, workspaceId)).toBeNull();
    }
  });

  it("is told right to each of many who ask at once over the same connections", async () => {
    const here = await Promise.all(
      ROLES.map(async (role) => ({ role, member: await newMember(workspace, role) })),
    );
    const stranger = await newPerson(app.kernel);
    const asked = Array.from({ length: 200 }, (_, i) => here[i % here.length]);
    const answers = await Promise.all(
      asked.flatMap((one) => [
        permissionsInWorkspace(app.kernel, one?.member.id ?? "", workspace.id),
        permissionsInWorkspace(app.kernel, stranger.id, workspace.id),
      ]),
    );
    for (const [index, answer] of answers.entries()) {
      const role = asked[Math.floor(index / 2)]?.role;
      expect(answer).toBe(index % 2 === 1 || role === undefined ? null : permissionsOf(role));
    }
  });

  it("leaves no trace of the person on the connection", async () => {
    await permissionsInWorkspace(app.kernel, workspace.owner.id, workspace.id);
    const settings = await Promise.all(
      Array.from({ length: 20 }, () =>
        app.kernel.db.pool.query("select current_setting('app.user_id', true) as person"),
      ),
    );
    for (const { rows } of settings) expect(rows[0]?.person ?? "").toBe("");
  });
});

describe("the list of my workspaces", () => {
  it("shows each with the role in it, in the order of joining, in pages", async () => {
    const person = await newPerson(app.kernel);
    const mine = [];
    for (let i = 0; i < 3; i += 1) {
      app.clock.advance(1_000);
      mine.push((await newWorkspace(app.kernel, person)).id);
    }
    const first = await listMyWorkspaces(person.ctx, { limit: 2 });
    const second = await listMyWorkspaces(person.ctx, { limit: 2, cursor: first.nextCursor ?? "" });
    expect([...first.items, ...second.items].map((one) => one.id)).toEqual(mine);
    expect(second.nextCursor).toBeNull();
    expect(first.items[0]).toMatchObject({ role: "owner", permissions: [...permissionsOf("owner")] });
  });

  it("is empty for a newcomer, and needs somebody signed in", async () => {
    const person = await newPerson(app.kernel);
    expect(await listMyWorkspaces(person.ctx, {})).toEqual({ items: [], nextCursor: null });
    const anonymous = { ...person.ctx, actor: { kind: "anonymous" } as const };
    await expect(listMyWorkspaces(anonymous, {})).rejects.toMatchObject({ code: "unauthenticated" });
  });
});
