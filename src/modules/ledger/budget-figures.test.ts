import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../../testing/app.ts";
import { auditTrail } from "../../testing/audit-trail.ts";
import { BALANCED, booksOf } from "../../testing/books.ts";
import { newMember, newWorkspace } from "../../testing/people.ts";
import { listBudgets, removeBudget, setBudget } from "./budgets.ts";
import { holdCredit } from "./hold-credit.ts";
import { releaseHold, settleHold } from "./settle-hold.ts";
import { releaseLapsedHolds } from "./sweep.ts";
import { fund, holdOf } from "./testing/fund.ts";

const DAY_MS = 86_400_000;

let app: TestApp;
beforeAll(async () => {
  app = await testApp({ env: { STARTING_GRANT_PT: "0" } });
});
afterAll(() => app.close());

const usage = { model: "parley/local", inputTokens: 1, outputTokens: 1, details: {} };
const key = () => app.kernel.newId();
const full = { code: "budget_exceeded" };

async function funded() {
  const workspace = await newWorkspace(app.kernel);
  await fund(app.kernel, workspace.id, 100_000n);
  return workspace;
}

type Inside = Parameters<typeof holdCredit>[0];

async function spend(ctx: Inside, amount: bigint): Promise<void> {
  const hold = await holdCredit(ctx, holdOf(amount, key()));
  await settleHold(ctx, { ...usage, holdId: hold.id, costMicroPt: amount });
}

async function figures(ctx: Inside): Promise<string[]> {
  return (await listBudgets(ctx)).map(
    (one) => `${one.userId === null ? "all" : "member"} ${one.period} ${one.spentMicroPt}+${one.heldMicroPt}`,
  );
}

describe("a member's and the workspace's budgets together", () => {
  it("both count what the member does, and the tighter one decides", async () => {
    const workspace = await funded();
    const noah = await newMember(workspace, "member");
    await setBudget(workspace.ctx, { userId: null, period: "month", limitMicroPt: "1000" });
    await setBudget(workspace.ctx, { userId: noah.id, period: "day", limitMicroPt: "300" });
    await spend(noah.inside, 200n);
    await expect(holdCredit(noah.inside, holdOf(150n, key()))).rejects.toMatchObject(full);
    await spend(workspace.ctx, 750n);
    await expect(holdCredit(noah.inside, holdOf(60n, key()))).rejects.toMatchObject(full);
    await holdCredit(noah.inside, holdOf(50n, key()));
    expect(await figures(workspace.ctx)).toEqual(["all month 950+50", "member day 200+50"]);
  });

  it("leave the one with room as it was when the other refuses", async () => {
    const workspace = await funded();
    await setBudget(workspace.ctx, { userId: null, period: "month", limitMicroPt: "1000" });
    await setBudget(workspace.ctx, { userId: workspace.owner.id, period: "day", limitMicroPt: "10" });
    await expect(holdCredit(workspace.ctx, holdOf(11n, key()))).rejects.toMatchObject(full);
    expect(await figures(workspace.ctx)).toEqual(["all month 0+0", "member day 0+0"]);
  });

  it("of day and month of the same person are two bounds", async () => {
    const workspace = await funded();
    const userId = workspace.owner.id;
    await setBudget(workspace.ctx, { userId, period: "day", limitMicroPt: "100" });
    await setBudget(workspace.ctx, { userId, period: "month", limitMicroPt: "150" });
    await spend(workspace.ctx, 100n);
    app.clock.advance(DAY_MS);
    await expect(holdCredit(workspace.ctx, holdOf(60n, key()))).rejects.toMatchObject(full);
    await spend(workspace.ctx, 50n);
    expect(await figures(workspace.ctx)).toEqual(["member day 50+0", "member month 150+0"]);
  });

  it("do not bound a colleague who has none", async () => {
    const workspace = await funded();
    const noah = await newMember(workspace, "member");
    await setBudget(workspace.ctx, { userId: workspace.owner.id, period: "day", limitMicroPt: "0" });
    await spend(noah.inside, 500n);
    expect(await figures(workspace.ctx)).toEqual(["member day 0+0"]);
  });
});

describe("what counts in a budget", () => {
  it("is nothing of a hold that was returned", async () => {
    const workspace = await funded();
    await setBudget(workspace.ctx, { userId: null, period: "day", limitMicroPt: "100" });
    const hold = await holdCredit(workspace.ctx, holdOf(100n, key()));
    await releaseHold(workspace.ctx, hold.id, "failed");
    expect(await figures(workspace.ctx)).toEqual(["all day 0+0"]);
    await holdCredit(workspace.ctx, holdOf(100n, key()));
  });

  it("is nothing of what the installation absorbs", async () => {
    const workspace = await funded();
    await setBudget(workspace.ctx, { userId: null, period: "day", limitMicroPt: "100" });
    const hold = await holdCredit(workspace.ctx, holdOf(40n, key()));
    await settleHold(workspace.ctx, { ...usage, holdId: hold.id, costMicroPt: 400n });
    expect(await figures(workspace.ctx)).toEqual(["all day 40+0"]);
  });

  it("is once what is sent twice", async () => {
    const workspace = await funded();
    await setBudget(workspace.ctx, { userId: null, period: "day", limitMicroPt: "100" });
    const sends = Array.from({ length: 20 }, () => holdCredit(workspace.ctx, holdOf(60n, "the same")));
    await Promise.all(sends);
    expect(await figures(workspace.ctx)).toEqual(["all day 0+60"]);
  });

  it("is nothing of a hold that lapsed", async () => {
    const workspace = await funded();
    await setBudget(workspace.ctx, { userId: null, period: "month", limitMicroPt: "100" });
    await holdCredit(workspace.ctx, holdOf(100n, key(), { leaseMs: 1_000 }));
    app.clock.advance(1_000);
    await releaseLapsedHolds(app.kernel);
    expect(await figures(workspace.ctx)).toEqual(["all month 0+0"]);
  });

  it("is also what is charged late, after the hold had lapsed", async () => {
    const workspace = await funded();
    await setBudget(workspace.ctx, { userId: null, period: "month", limitMicroPt: "100" });
    const hold = await holdCredit(workspace.ctx, holdOf(80n, key(), { leaseMs: 1_000 }));
    app.clock.advance(1_000);
    await releaseLapsedHolds(app.kernel);
    await settleHold(workspace.ctx, { ...usage, holdId: hold.id, costMicroPt: 70n });
    expect(await figures(workspace.ctx)).toEqual(["all month 70+0"]);
  });

  it("is not a hold that stood before the budget was set", async () => {
    const workspace = await funded();
    const hold = await holdCredit(workspace.ctx, holdOf(500n, key()));
    await setBudget(workspace.ctx, { userId: null, period: "day", limitMicroPt: "100" });
    await settleHold(workspace.ctx, { ...usage, holdId: hold.id, costMicroPt: 500n });
    expect(await figures(workspace.ctx)).toEqual(["all day 0+0"]);
    await holdCredit(workspace.ctx, holdOf(100n, key()));
  });
});

describe("a period's border", () => {
  it.each([
    ["day", "2027-02-28T23:59:59.999Z", "2027-03-01T00:00:00.000Z"],
    ["month", "2027-02-28T23:59:59.999Z", "2027-03-01T00:00:00.000Z"],
    ["month", "2027-12-31T23:59:59.999Z", "2028-01-01T00:00:00.000Z"],
    ["month", "2028-02-29T23:59:59.999Z", "2028-03-01T00:00:00.000Z"],
  ] as const)("of a %s lies between %s and %s, UTC", async (period, before, after) => {
    app.clock.set(before);
    const workspace = await funded();
    const budget = await setBudget(workspace.ctx, { userId: null, period, limitMicroPt: "100" });
    expect(budget.resetsAt).toBe(after);
    await spend(workspace.ctx, 100n);
    await expect(holdCredit(workspace.ctx, holdOf(1n, key()))).rejects.toMatchObject(full);
    app.clock.set(after);
    await spend(workspace.ctx, 100n);
    expect(await figures(workspace.ctx)).toEqual([`all ${period} 100+0`]);
  });

  it("carries over what is held, and counts its charge in the period in which it is settled", async () => {
    app.clock.set("2028-04-30T23:00:00Z");
    const workspace = await funded();
    await setBudget(workspace.ctx, { userId: null, period: "month", limitMicroPt: "100" });
    await spend(workspace.ctx, 30n);
    const hold = await holdCredit(workspace.ctx, holdOf(70n, key()));
    app.clock.set("2028-05-01T00:30:00Z");
    expect(await figures(workspace.ctx)).toEqual(["all month 0+70"]);
    await expect(holdCredit(workspace.ctx, holdOf(31n, key()))).rejects.toMatchObject(full);
    await settleHold(workspace.ctx, { ...usage, holdId: hold.id, costMicroPt: 60n });
    expect(await figures(workspace.ctx)).toEqual(["all month 60+0"]);
  });
});

describe("a budget that is changed", () => {
  it("below what is spent lets nothing more pass, and cuts nothing that runs", async () => {
    const workspace = await funded();
    await setBudget(workspace.ctx, { userId: null, period: "month", limitMicroPt: "1000" });
    await spend(workspace.ctx, 400n);
    const running = await holdCredit(workspace.ctx, holdOf(300n, key()));
    const lowered = await setBudget(workspace.ctx, { userId: null, period: "month", limitMicroPt: "100" });
    expect(lowered).toMatchObject({ spentMicroPt: "400", heldMicroPt: "300", limitMicroPt: "100" });
    await expect(holdCredit(workspace.ctx, holdOf(1n, key()))).rejects.toMatchObject(full);
    await settleHold(workspace.ctx, { ...usage, holdId: running.id, costMicroPt: 300n });
    expect(await figures(workspace.ctx)).toEqual(["all month 700+0"]);
  });

  it("upwards lets the next one pass at once, and stays one budget", async () => {
    const workspace = await funded();
    const first = await setBudget(workspace.ctx, { userId: null, period: "day", limitMicroPt: "10" });
    await expect(holdCredit(workspace.ctx, holdOf(50n, key()))).rejects.toMatchObject(full);
    const raised = await setBudget(workspace.ctx, { userId: null, period: "day", limitMicroPt: "50" });
    expect(raised.id).toBe(first.id);
    await holdCredit(workspace.ctx, holdOf(50n, key()));
  });

  it.each(["-1", "1.5", "", "1e9", "1000000000000001", "ten"])("to %s is refused", async (limitMicroPt) => {
    const workspace = await funded();
    await expect(
      setBudget(workspace.ctx, { userId: null, period: "day", limitMicroPt }),
    ).rejects.toBeInstanceOf(Error);
    expect(await listBudgets(workspace.ctx)).toEqual([]);
  });

  it("by many at once is one budget with one of their limits", async () => {
    const workspace = await funded();
    const limits = Array.from({ length: 10 }, (_, n) => String(n + 1));
    await Promise.all(
      limits.map((limitMicroPt) => setBudget(workspace.ctx, { userId: null, period: "day", limitMicroPt })),
    );
    const budgets = await listBudgets(workspace.ctx);
    expect(budgets).toHaveLength(1);
    expect(limits).toContain(budgets[0]?.limitMicroPt);
  });
});

describe("a budget that is removed", () => {
  it("while holds are open lets them settle, and forgets them when it is set anew", async () => {
    const workspace = await funded();
    const budget = await setBudget(workspace.ctx, { userId: null, period: "day", limitMicroPt: "100" });
    const hold = await holdCredit(workspace.ctx, holdOf(100n, key()));
    await removeBudget(workspace.ctx, budget.id);
    await setBudget(workspace.ctx, { userId: null, period: "day", limitMicroPt: "100" });
    await settleHold(workspace.ctx, { ...usage, holdId: hold.id, costMicroPt: 90n });
    expect(await figures(workspace.ctx)).toEqual(["all day 0+0"]);
    expect(await booksOf(app.adminPool, workspace.id)).toMatchObject({ used: 90n, held: 0n, ...BALANCED });
  });

  it("leaves the others standing", async () => {
    const workspace = await funded();
    const day = await setBudget(workspace.ctx, { userId: null, period: "day", limitMicroPt: "5" });
    await setBudget(workspace.ctx, { userId: null, period: "month", limitMicroPt: "8" });
    await removeBudget(workspace.ctx, day.id);
    await holdCredit(workspace.ctx, holdOf(8n, key()));
    await expect(holdCredit(workspace.ctx, holdOf(1n, key()))).rejects.toMatchObject(full);
  });

  it("while sends race leaves every figure of the books true", async () => {
    const workspace = await funded();
    const budget = await setBudget(workspace.ctx, { userId: null, period: "day", limitMicroPt: "1000" });
    const sends = Array.from({ length: 40 }, () => spend(workspace.ctx, 50n));
    const removing = removeBudget(workspace.ctx, budget.id);
    const results = await Promise.allSettled([...sends, removing]);
    const passed = results.slice(0, 40).filter((result) => result.status === "fulfilled").length;
    expect(await booksOf(app.adminPool, workspace.id)).toMatchObject({
      used: BigInt(passed) * 50n,
      held: 0n,
      ...BALANCED,
    });
  });

  it("is written in the audit trail, as it was when it was set", async () => {
    const workspace = await funded();
    const budget = await setBudget(workspace.ctx, { userId: null, period: "day", limitMicroPt: "5" });
    await removeBudget(workspace.ctx, budget.id);
    expect(await auditTrail(app, "budget.set", { workspaceId: workspace.id })).toMatchObject([
      { actorId: workspace.owner.id, details: { limitMicroPt: "5", period: "day" } },
    ]);
    expect(await auditTrail(app, "budget.removed", { targetId: budget.id })).toHaveLength(1);
  });
});
