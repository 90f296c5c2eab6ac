import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../../testing/app.ts";
import { auditTrail } from "../../testing/audit-trail.ts";
import { enter, newMember, newWorkspace, type TestWorkspace } from "../../testing/people.ts";
import type { Role } from "./contract.ts";
import { getWorkspace } from "./get-workspace.ts";
import { updateWorkspace } from "./update-workspace.ts";
import { lowBalancePercent, workspaceSettings } from "./workspace-settings.ts";

let app: TestApp;
let workspace: TestWorkspace;
beforeAll(async () => {
  app = await testApp();
  workspace = await newWorkspace(app.kernel);
});
afterAll(() => app.close());

const audits = async (workspaceId: string) =>
  (await auditTrail(app, "workspace.updated", { workspaceId })).map((record) => record.details);

describe("a workspace's settings", () => {
  it("are kept, and what is left out stays", async () => {
    const here = await newWorkspace(app.kernel);
    await updateWorkspace(here.ctx, { settings: { defaultModel: "parley/local" } });
    await updateWorkspace(here.ctx, { settings: { lowBalancePercent: 25 } });
    await updateWorkspace(here.ctx, { name: "Renamed" });
    expect(await getWorkspace(here.ctx)).toMatchObject({
      name: "Renamed",
      settings: { defaultModel: "parley/local", lowBalancePercent: 25 },
    });
    expect(await workspaceSettings(here.ctx)).toEqual({
      defaultModel: "parley/local",
      lowBalancePercent: 25,
    });
    expect(await lowBalancePercent(here.ctx)).toBe(25);
  });

  it("of one workspace are not those of another", async () => {
    const [here, there] = [await newWorkspace(app.kernel), await newWorkspace(app.kernel)];
    await updateWorkspace(here.ctx, { name: "Here", settings: { lowBalancePercent: 90 } });
    expect(await getWorkspace(there.ctx)).toMatchObject({
      name: there.name,
      settings: { defaultModel: null, lowBalancePercent: 10 },
    });
  });

  it("can be cleared again", async () => {
    const here = await newWorkspace(app.kernel);
    await updateWorkspace(here.ctx, { settings: { defaultModel: "a/b" } });
    const { settings } = await updateWorkspace(here.ctx, { settings: { defaultModel: null } });
    expect(settings.defaultModel).toBeNull();
  });

  it("changed by two people at once are both kept", async () => {
    const here = await newWorkspace(app.kernel);
    await Promise.all([
      updateWorkspace(here.ctx, { settings: { defaultModel: "a/b" } }),
      updateWorkspace(here.ctx, { settings: { lowBalancePercent: 50 } }),
      updateWorkspace(here.ctx, { name: "Both" }),
    ]);
    expect(await getWorkspace(here.ctx)).toMatchObject({
      name: "Both",
      settings: { defaultModel: "a/b", lowBalancePercent: 50 },
    });
  });

  it("leave the address alone when the name changes", async () => {
    const here = await newWorkspace(app.kernel);
    expect((await updateWorkspace(here.ctx, { name: "Another name" })).slug).toBe(here.slug);
  });

  it("are recorded with what changed, and only when something did", async () => {
    const here = await newWorkspace(app.kernel);
    await updateWorkspace(here.ctx, { name: here.name, settings: {} });
    await updateWorkspace(here.ctx, {});
    expect(await audits(here.id)).toEqual([]);
    await updateWorkspace(here.ctx, { name: "New", settings: { lowBalancePercent: 10, defaultModel: "m" } });
    expect(await audits(here.id)).toEqual([
      { before: { name: here.name, default_model: null }, after: { name: "New", default_model: "m" } },
    ]);
  });

  it.each([
    { settings: { lowBalancePercent: -1 } },
    { settings: { lowBalancePercent: 91 } },
    { settings: { lowBalancePercent: 1.5 } },
    { settings: { defaultModel: "" } },
    { settings: { defaultModel: "with\u0000nul" } },
    { settings: { unknown: 1 } },
    { name: "" },
    { slug: "mine" },
  ])("refuse %j", async (input) => {
    // The compiler knows better; a client need not.
    await expect(updateWorkspace(workspace.ctx, input as object)).rejects.toMatchObject({ name: "ZodError" });
  });

  it.each<Role>(["agent", "member", "viewer"])("are closed to who is %s", async (role) => {
    const { inside } = await newMember(workspace, role);
    await expect(updateWorkspace(inside, { name: "Mine" })).rejects.toMatchObject({ code: "forbidden" });
    expect((await getWorkspace(inside)).name).toBe(workspace.name);
  });

  it("are closed to a stranger", async () => {
    const other = await newWorkspace(app.kernel);
    const inside = await enter(other.owner, workspace.id);
    await expect(updateWorkspace(inside, { name: "Mine" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(getWorkspace(inside)).rejects.toMatchObject({ code: "forbidden" });
    // Even with permissions that the transport would never give: the role is looked up again.
    const forged = { ...inside, permissions: workspace.ctx.permissions };
    await expect(getWorkspace(forged)).rejects.toMatchObject({ code: "not_found" });
  });
});
