import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../../testing/app.ts";
import { enter, newMember, newWorkspace, type TestMember, type TestWorkspace } from "../../testing/people.ts";
import { listMembers } from "./list-members.ts";
import { memberNames } from "./member-names.ts";
import { removeMember } from "./remove-member.ts";

let app: TestApp;
let workspace: TestWorkspace;
const members: TestMember[] = [];
const NAMES = ["Žofia Nováková", "Ben Zofiak", "Carla Díaz", "Dan O'Neill", "Eve 100%_x"];

beforeAll(async () => {
  app = await testApp();
  workspace = await newWorkspace(app.kernel);
  for (const [index, name] of NAMES.entries()) {
    app.clock.advance(1_000);
    members.push(await newMember(workspace, index % 2 === 0 ? "member" : "agent", name));
  }
});
afterAll(() => app.close());

const names = async (query: Parameters<typeof listMembers>[1]) =>
  (await listMembers(workspace.ctx, query)).items.map((member) => member.name);

describe("the list of members", () => {
  it("shows everybody in the order of joining, with role, address and when they were last seen", async () => {
    const { items, nextCursor } = await listMembers(workspace.ctx, {});
    expect(items.map((member) => member.userId)).toEqual([
      workspace.owner.id,
      ...members.map(({ id }) => id),
    ]);
    expect(items[1]).toEqual({
      userId: members[0]?.id,
      name: NAMES[0],
      email: members[0]?.email,
      role: "member",
      joinedAt: expect.stringMatching(/^2026-11-20T/),
      lastSeenAt: null,
    });
    expect(nextCursor).toBeNull();
  });

  it("comes in pages that hold everybody once", async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listMembers(workspace.ctx, { limit: 2, cursor });
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items.map((member) => member.userId));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual([workspace.owner.id, ...members.map(({ id }) => id)]);
  });

  it.each([
    ["zofia", ["Žofia Nováková", "Ben Zofiak"]],
    ["ŽOFIA N", ["Žofia Nováková"]],
    ["diaz", ["Carla Díaz"]],
    ["o'neill", ["Dan O'Neill"]],
    ["100%_", ["Eve 100%_x"]],
    ["%", ["Eve 100%_x"]],
    ["' or true --", []],
    ["  ", [expect.any(String), ...NAMES]],
  ])("finds by part of a name: %j", async (search, found) => {
    expect(await names({ search })).toEqual(found);
  });

  it("finds by part of an address", async () => {
    const [first] = members;
    expect(await names({ search: first?.email.slice(0, 30) })).toEqual([first?.name]);
  });

  it("pages through what a search finds", async () => {
    const first = await listMembers(workspace.ctx, { search: "zofia", limit: 1 });
    const second = await listMembers(workspace.ctx, {
      search: "zofia",
      limit: 1,
      cursor: first.nextCursor ?? "",
    });
    expect([...first.items, ...second.items].map((member) => member.name)).toEqual(NAMES.slice(0, 2));
    expect(second.nextCursor).toBeNull();
  });

  it("can be narrowed to a role, also while searching", async () => {
    expect(await names({ role: "agent" })).toEqual(["Ben Zofiak", "Dan O'Neill"]);
    expect(await names({ role: "agent", search: "zofia" })).toEqual(["Ben Zofiak"]);
  });

  it("refuses a page mark of something else", async () => {
    const attempt = listMembers(workspace.ctx, { cursor: "bm90IGEgbWFyaw" });
    await expect(attempt).rejects.toMatchObject({ code: "validation_failed", fields: [{ path: "cursor" }] });
  });

  it("is shown to a viewer and not to a stranger", async () => {
    const viewer = await newMember(workspace, "viewer");
    expect((await listMembers(viewer.inside, {})).items).toHaveLength(7);
    await removeMember(viewer.inside, { userId: viewer.id });
    const other = await newWorkspace(app.kernel);
    await expect(listMembers(await enter(other.owner, workspace.id), {})).rejects.toMatchObject({
      code: "forbidden",
    });
    expect((await listMembers(other.ctx, {})).items).toHaveLength(1);
  });
});

describe("names of members", () => {
  it("are told for those who belong here and for nobody else", async () => {
    const other = await newWorkspace(app.kernel);
    const [first] = members;
    const ids = [first?.id ?? "", first?.id ?? "", other.owner.id, app.kernel.newId()];
    expect(await memberNames(workspace.ctx, ids)).toEqual(new Map([[first?.id, first?.name]]));
    expect(await memberNames(workspace.ctx, [])).toEqual(new Map());
  });
});
