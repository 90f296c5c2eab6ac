import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../../testing/app.ts";
import { auditTrail } from "../../testing/audit-trail.ts";
import { BALANCED, booksOf } from "../../testing/books.ts";
import { newMember, newWorkspace } from "../../testing/people.ts";
import { getWallet } from "./get-wallet.ts";
import { grantCredit } from "./grant-credit.ts";
import { holdCredit } from "./hold-credit.ts";
import { settleHold } from "./settle-hold.ts";
import { expireCredit } from "./sweep.ts";
import { fund, holdOf, operatorIn } from "./testing/fund.ts";

const DAY_MS = 86_400_000;

let app: TestApp;
beforeAll(async () => {
  app = await testApp({ env: { STARTING_GRANT_PT: "0" } });
});
afterAll(() => app.close());

const usage = { model: "parley/local", inputTokens: 1, outputTokens: 1, details: {} };
const inDays = (days: number) => new Date(app.clock.now().getTime() + days * DAY_MS);

async function spend(ctx: Parameters<typeof holdCredit>[0], amount: bigint) {
  const hold = await holdCredit(ctx, holdOf(amount, app.kernel.newId()));
  await settleHold(ctx, { ...usage, holdId: hold.id, costMicroPt: amount });
}

async function remaining(ctx: Parameters<typeof getWallet>[0]) {
  return (await getWallet(ctx)).grants.map((grant) => [grant.source, grant.remainingMicroPt]);
}

describe("the starting grant", () => {
  it("is there in the transaction that makes the workspace, once", async () => {
    const generous = await testApp({ database: app.database, env: { STARTING_GRANT_PT: "12.5" } });
    try {
      const workspace = await newWorkspace(generous.kernel);
      expect(await getWallet(workspace.ctx)).toMatchObject({
        availableMicroPt: "12500000",
        grants: [{ source: "starting", amountMicroPt: "12500000", expiresAt: null }],
      });
    } finally {
      await generous.close();
    }
  });
});

describe("granting credit", () => {
  it("adds it once for the same key, also at the same time, and refuses the key for another amount", async () => {
    const workspace = await newWorkspace(app.kernel);
    const key = { idempotencyKey: "invoice-1" };
    const granted = await Promise.all([
      fund(app.kernel, workspace.id, 100n, key),
      fund(app.kernel, workspace.id, 100n, key),
    ]);
    expect(granted.filter((grant) => grant.replayed)).toHaveLength(1);
    await expect(fund(app.kernel, workspace.id, 200n, key)).rejects.toMatchObject({
      code: "idempotency_mismatch",
    });
    expect(await booksOf(app.adminPool, workspace.id)).toMatchObject({ available: 100n, ...BALANCED });
  });

  it.each([0n, -5n, 1_000_000_000_000_001n])("refuses %s", async (amount) => {
    const workspace = await newWorkspace(app.kernel);
    await expect(fund(app.kernel, workspace.id, amount)).rejects.toMatchObject({ code: "validation_failed" });
  });

  it("refuses what would no longer fit the books", async () => {
    const workspace = await newWorkspace(app.kernel);
    for (let n = 0; n < 1_000; n += 250) {
      await Promise.all(
        Array.from({ length: 250 }, () => fund(app.kernel, workspace.id, 1_000_000_000_000_000n)),
      );
    }
    await expect(fund(app.kernel, workspace.id, 1n)).rejects.toMatchObject({ code: "limit_reached" });
    expect(await booksOf(app.adminPool, workspace.id)).toMatchObject({ available: 10n ** 18n, ...BALANCED });
  }, 60_000);

  it.each(["owner", "viewer"] as const)("is not for members: %s", async (role) => {
    const workspace = await newWorkspace(app.kernel);
    const ctx = role === "owner" ? workspace.ctx : (await newMember(workspace, role)).inside;
    const input = {
      idempotencyKey: "self",
      amountMicroPt: 1n,
      source: "operator",
      expiresAt: null,
      note: "",
    } as const;
    await expect(grantCredit(ctx, input)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("is recorded in the audit trail", async () => {
    const workspace = await newWorkspace(app.kernel);
    await grantCredit(operatorIn(app.kernel, workspace.id), {
      idempotencyKey: "audited",
      amountMicroPt: 7n,
      source: "operator",
      expiresAt: null,
      note: "For the pilot",
    });
    const trail = await auditTrail(app, "credit.granted", { workspaceId: workspace.id });
    expect(trail).toMatchObject([{ actorId: null, details: { amountMicroPt: "7", note: "For the pilot" } }]);
  });
});

describe("grants with an expiry", () => {
  it("burn in order of expiry, those without one last", async () => {
    const workspace = await newWorkspace(app.kernel);
    await fund(app.kernel, workspace.id, 100n, { source: "purchase" });
    await fund(app.kernel, workspace.id, 100n, { source: "plan", expiresAt: inDays(30) });
    await fund(app.kernel, workspace.id, 100n, { source: "promotion", expiresAt: inDays(7) });
    await spend(workspace.ctx, 130n);
    expect(await remaining(workspace.ctx)).toEqual([
      ["plan", "70"],
      ["purchase", "100"],
    ]);
  });

  it("are burned by what was used before a sooner one came, not after", async () => {
    const workspace = await newWorkspace(app.kernel);
    await fund(app.kernel, workspace.id, 100n, { source: "plan", expiresAt: inDays(30) });
    await spend(workspace.ctx, 60n);
    await fund(app.kernel, workspace.id, 100n, { source: "promotion", expiresAt: inDays(7) });
    expect(await remaining(workspace.ctx)).toEqual([
      ["promotion", "100"],
      ["plan", "40"],
    ]);
  });

  it("lapse at their moment, also without a sweep: the next hold sees it", async () => {
    const workspace = await newWorkspace(app.kernel);
    await fund(app.kernel, workspace.id, 100n, { expiresAt: inDays(1) });
    await spend(workspace.ctx, 30n);
    app.clock.advance(DAY_MS + 1);
    await expect(holdCredit(workspace.ctx, holdOf(1n, "too late"))).rejects.toMatchObject({
      code: "insufficient_credit",
      data: { availableMicroPt: "0" },
    });
  });

  it("are swept from workspaces that nobody uses", async () => {
    const workspace = await newWorkspace(app.kernel);
    await fund(app.kernel, workspace.id, 100n, { expiresAt: inDays(1) });
    await fund(app.kernel, workspace.id, 50n);
    await spend(workspace.ctx, 30n);
    app.clock.advance(DAY_MS + 1);
    await expireCredit(app.kernel);
    expect(await booksOf(app.adminPool, workspace.id)).toMatchObject({
      available: 50n,
      expired: 70n,
      used: 30n,
      ...BALANCED,
    });
    await expireCredit(app.kernel);
    expect(await booksOf(app.adminPool, workspace.id)).toMatchObject({ expired: 70n });
  });

  it("do not take what an admitted hold stands on; what it returns lapses then", async () => {
    const workspace = await newWorkspace(app.kernel);
    await fund(app.kernel, workspace.id, 100n, { expiresAt: inDays(1) });
    const hold = await holdCredit(workspace.ctx, holdOf(80n, "over midnight", { leaseMs: 2 * DAY_MS }));
    app.clock.advance(DAY_MS + 1);
    await expireCredit(app.kernel);
    expect(await booksOf(app.adminPool, workspace.id)).toMatchObject({
      available: 0n,
      held: 80n,
      expired: 20n,
    });
    await settleHold(workspace.ctx, { ...usage, holdId: hold.id, costMicroPt: 50n });
    await expireCredit(app.kernel);
    expect(await booksOf(app.adminPool, workspace.id)).toMatchObject({
      available: 0n,
      held: 0n,
      used: 50n,
      expired: 50n,
      ...BALANCED,
    });
  });
});
