import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../../testing/app.ts";
import { BALANCED, booksOf } from "../../testing/books.ts";
import { newMember, newWorkspace } from "../../testing/people.ts";
import { listBudgets, removeBudget, setBudget } from "./budgets.ts";
import { holdCredit } from "./hold-credit.ts";
import { settleHold } from "./settle-hold.ts";
import { fund, holdOf } from "./testing/fund.ts";

const DAY_MS = 86_400_000;

let app: TestApp;
beforeAll(async () => {
  app = await testApp({ env: { STARTING_GRANT_PT: "0" } });
});
afterAll(() => app.close());

const usage = { model: "parley/local", inputTokens: 1, outputTokens: 1, details: {} };
const key = () => app.kernel.newId();

async function funded() {
  const workspace = await newWorkspace(app.kernel);
  await fund(app.kernel, workspace.id, 10_000n);
  return workspace;
}

describe("budgets", () => {
  it("bound a member while others go on", async () => {
    const workspace = await funded();
    const noah = await newMember(workspace, "member");
    await setBudget(workspace.ctx, { userId: noah.id, period: "month", limitMicroPt: "100" });
    await holdCredit(noah.inside, holdOf(80n, key()));
    await expect(holdCredit(noah.inside, holdOf(30n, key()))).rejects.toMatchObject({
      code: "budget_exceeded",
    });
    await holdCredit(workspace.ctx, holdOf(500n, key()));
  });

  it("bound the workspace as a whole, and admit no more than fit when sends race", async () => {
    const workspace = await funded();
    await setBudget(workspace.ctx, { userId: null, period: "day", limitMicroPt: "1000" });
    const sends = await Promise.allSettled(
      Array.from({ length: 100 }, () => holdCredit(workspace.ctx, holdOf(100n, key()))),
    );
    expect(sends.filter((send) => send.status === "fulfilled")).toHaveLength(10);
    expect(await booksOf(app.adminPool, workspace.id)).toMatchObject({ held: 1_000n, ...BALANCED });
  });

  it("count what was charged, not what was held", async () => {
    const workspace = await funded();
    await setBudget(workspace.ctx, { userId: null, period: "month", limitMicroPt: "100" });
    const hold = await holdCredit(workspace.ctx, holdOf(100n, key()));
    await settleHold(workspace.ctx, { ...usage, holdId: hold.id, costMicroPt: 40n });
    expect(await listBudgets(workspace.ctx)).toMatchObject([{ spentMicroPt: "40", heldMicroPt: "0" }]);
    await holdCredit(workspace.ctx, holdOf(60n, key()));
  });

  it("begin anew with their period", async () => {
    const workspace = await funded();
    await setBudget(workspace.ctx, { userId: null, period: "day", limitMicroPt: "100" });
    const hold = await holdCredit(workspace.ctx, holdOf(100n, key()));
    await settleHold(workspace.ctx, { ...usage, holdId: hold.id, costMicroPt: 100n });
    await expect(holdCredit(workspace.ctx, holdOf(1n, key()))).rejects.toMatchObject({
      code: "budget_exceeded",
    });
    app.clock.advance(DAY_MS);
    expect(await listBudgets(workspace.ctx)).toMatchObject([{ spentMicroPt: "0" }]);
    await holdCredit(workspace.ctx, holdOf(100n, key()));
  });

  it("of zero let nothing pass, and nothing is left half done", async () => {
    const workspace = await funded();
    await setBudget(workspace.ctx, { userId: null, period: "month", limitMicroPt: "0" });
    await expect(holdCredit(workspace.ctx, holdOf(1n, key()))).rejects.toMatchObject({
      code: "budget_exceeded",
    });
    expect(await booksOf(app.adminPool, workspace.id)).toMatchObject({
      available: 10_000n,
      held: 0n,
      ...BALANCED,
    });
  });

  it("are gone when removed", async () => {
    const workspace = await funded();
    const budget = await setBudget(workspace.ctx, { userId: null, period: "month", limitMicroPt: "0" });
    await removeBudget(workspace.ctx, budget.id);
    await expect(removeBudget(workspace.ctx, budget.id)).rejects.toMatchObject({ code: "not_found" });
    await holdCredit(workspace.ctx, holdOf(1n, key()));
  });

  it("are for owners and admins; a viewer and a stranger set none", async () => {
    const workspace = await funded();
    const viewer = await newMember(workspace, "viewer");
    const input = { userId: null, period: "month", limitMicroPt: "5" } as const;
    await expect(setBudget(viewer.inside, input)).rejects.toMatchObject({ code: "forbidden" });
    const stranger = await newWorkspace(app.kernel);
    await expect(setBudget(workspace.ctx, { ...input, userId: stranger.owner.id })).rejects.toMatchObject({
      code: "not_found",
    });
    const ours = await setBudget(workspace.ctx, input);
    await expect(removeBudget(stranger.ctx, ours.id)).rejects.toMatchObject({ code: "not_found" });
  });
});
