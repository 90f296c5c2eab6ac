import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../../testing/app.ts";
import { BALANCED, booksOf } from "../../testing/books.ts";
import { newWorkspace, type TestWorkspace } from "../../testing/people.ts";
import { getWallet } from "./get-wallet.ts";
import { holdCredit } from "./hold-credit.ts";
import { settleHold } from "./settle-hold.ts";
import { fund, holdOf } from "./testing/fund.ts";
import { ReferenceLedger } from "./testing/reference-ledger.ts";
import { seeded } from "./testing/seeded.ts";

const DAY_MS = 86_400_000;

let app: TestApp;
beforeAll(async () => {
  app = await testApp({ env: { STARTING_GRANT_PT: "0" } });
});
afterAll(() => app.close());

const usage = { model: "parley/local", inputTokens: 1, outputTokens: 1, details: {} };
const inDays = (days: number) => new Date(app.clock.now().getTime() + days * DAY_MS);

async function spend(workspace: TestWorkspace, amount: bigint): Promise<string> {
  const hold = await holdCredit(workspace.ctx, holdOf(amount, app.kernel.newId()));
  await settleHold(workspace.ctx, { ...usage, holdId: hold.id, costMicroPt: amount });
  return hold.id;
}

async function left(workspace: TestWorkspace): Promise<string[]> {
  return (await getWallet(workspace.ctx)).grants.map((grant) => grant.remainingMicroPt);
}

describe("which grant a charge burns", () => {
  it.each([5, 6, 8])("is exact over many grants and charges: seed %i", async (seed) => {
    const random = seeded(seed);
    const workspace = await newWorkspace(app.kernel);
    const reference = new ReferenceLedger();
    const now = app.clock.now().getTime();
    for (let round = 0; round < 40; round += 1) {
      const amount = BigInt(random.int(1, 100));
      const expiresAt = random.chance(70) ? inDays(random.int(1, 20)) : null;
      const { grantId } = await fund(app.kernel, workspace.id, amount, { expiresAt });
      reference.grant(grantId, amount, expiresAt?.getTime() ?? null, now);
      for (let charge = random.int(0, 3); charge > 0 && reference.available > 0n; charge -= 1) {
        const cost = BigInt(random.int(1, Math.min(60, Number(reference.available))));
        const id = await spend(workspace, cost);
        reference.hold(id, id, cost, now, null, now);
        reference.settle(id, cost, now);
      }
    }
    const { grants } = await getWallet(workspace.ctx);
    expect(grants.map((grant) => [grant.id, grant.remainingMicroPt])).toEqual(reference.remaining);
  });

  it("does not depend on whether it is read meanwhile", async () => {
    const both = await Promise.all([newWorkspace(app.kernel), newWorkspace(app.kernel)]);
    for (const [n, workspace] of both.entries()) {
      await fund(app.kernel, workspace.id, 100n, { expiresAt: inDays(3) });
      await fund(app.kernel, workspace.id, 100n, { expiresAt: inDays(2) });
      for (let charge = 0; charge < 10; charge += 1) {
        await spend(workspace, 13n);
        if (n === 0) await getWallet(workspace.ctx);
      }
      expect(await left(workspace)).toEqual(["70"]);
    }
  });

  it("is the one that came first among those that expire together", async () => {
    const workspace = await newWorkspace(app.kernel);
    const expiresAt = inDays(5);
    await fund(app.kernel, workspace.id, 10n, { expiresAt, source: "plan" });
    app.clock.advance(1);
    await fund(app.kernel, workspace.id, 10n, { expiresAt, source: "promotion" });
    await spend(workspace, 15n);
    expect((await getWallet(workspace.ctx)).grants).toMatchObject([
      { source: "promotion", remainingMicroPt: "5" },
    ]);
  });

  it("crosses from one grant into the next to the last micro-PT", async () => {
    const workspace = await newWorkspace(app.kernel);
    for (let day = 1; day <= 10; day += 1) {
      await fund(app.kernel, workspace.id, 1n, { expiresAt: inDays(day) });
    }
    await spend(workspace, 7n);
    expect(await left(workspace)).toEqual(["1", "1", "1"]);
    await spend(workspace, 3n);
    expect(await left(workspace)).toEqual([]);
  });

  it("burns nothing for what is held but not yet charged", async () => {
    const workspace = await newWorkspace(app.kernel);
    await fund(app.kernel, workspace.id, 100n, { expiresAt: inDays(1) });
    const hold = await holdCredit(workspace.ctx, holdOf(80n, "held"));
    expect(await left(workspace)).toEqual(["100"]);
    await settleHold(workspace.ctx, { ...usage, holdId: hold.id, costMicroPt: 30n });
    expect(await left(workspace)).toEqual(["70"]);
  });

  it("burns nothing for what the installation absorbs", async () => {
    const workspace = await newWorkspace(app.kernel);
    await fund(app.kernel, workspace.id, 100n);
    const hold = await holdCredit(workspace.ctx, holdOf(10n, "absorbed"));
    await settleHold(workspace.ctx, { ...usage, holdId: hold.id, costMicroPt: 75n });
    expect(await left(workspace)).toEqual(["90"]);
    expect(await booksOf(app.adminPool, workspace.id)).toMatchObject({
      used: 75n,
      absorbed: 65n,
      ...BALANCED,
    });
  });

  it("shows more grants than a page holds, also when the first of them are used up", async () => {
    const workspace = await newWorkspace(app.kernel);
    for (let n = 0; n < 110; n += 1) {
      await fund(app.kernel, workspace.id, 1n, { expiresAt: inDays(n + 1) });
    }
    await spend(workspace, 105n);
    expect(await left(workspace)).toEqual(["1", "1", "1", "1", "1"]);
  });
});

describe("a grant that is sent twice", () => {
  it("by many callers of two processes comes in once", async () => {
    const other = await testApp({ database: app.database, clock: app.clock });
    try {
      const workspace = await newWorkspace(app.kernel);
      const granted = await Promise.all(
        Array.from({ length: 20 }, (_, n) =>
          fund(n % 2 ? app.kernel : other.kernel, workspace.id, 50n, { idempotencyKey: "invoice" }),
        ),
      );
      expect(granted.filter((grant) => !grant.replayed)).toHaveLength(1);
      expect(new Set(granted.map((grant) => grant.grantId)).size).toBe(1);
      expect(await booksOf(app.adminPool, workspace.id)).toMatchObject({
        available: 50n,
        transactions: 1n,
        ...BALANCED,
      });
    } finally {
      await other.close();
    }
  });

  it("with two amounts at once gives one of them and refuses the other", async () => {
    const workspace = await newWorkspace(app.kernel);
    const granted = await Promise.allSettled([
      fund(app.kernel, workspace.id, 50n, { idempotencyKey: "either" }),
      fund(app.kernel, workspace.id, 60n, { idempotencyKey: "either" }),
    ]);
    expect(granted.map((grant) => grant.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(granted.find((grant) => grant.status === "rejected")).toMatchObject({
      reason: { code: "idempotency_mismatch" },
    });
    expect(await booksOf(app.adminPool, workspace.id)).toMatchObject({ transactions: 1n, ...BALANCED });
  });

  it("to two workspaces under one key is two grants", async () => {
    const both = await Promise.all([newWorkspace(app.kernel), newWorkspace(app.kernel)]);
    for (const workspace of both) {
      expect(await fund(app.kernel, workspace.id, 5n, { idempotencyKey: "invoice-7" })).toMatchObject({
        replayed: false,
      });
    }
  });

  it("is not taken for a hold of the same key", async () => {
    const workspace = await newWorkspace(app.kernel);
    await fund(app.kernel, workspace.id, 50n, { idempotencyKey: "same words" });
    expect(await holdCredit(workspace.ctx, holdOf(50n, "same words"))).toMatchObject({ replayed: false });
  });
});
