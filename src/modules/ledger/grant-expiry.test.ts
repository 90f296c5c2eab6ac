import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../../testing/app.ts";
import { BALANCED, booksOf, faultsInBooks } from "../../testing/books.ts";
import { newWorkspace } from "../../testing/people.ts";
import { getWallet } from "./get-wallet.ts";
import { holdCredit } from "./hold-credit.ts";
import { releaseHold, settleHold } from "./settle-hold.ts";
import { expireCredit } from "./sweep.ts";
import { fund, holdOf } from "./testing/fund.ts";

const DAY_MS = 86_400_000;

let app: TestApp;
beforeAll(async () => {
  app = await testApp({ env: { STARTING_GRANT_PT: "0" } });
});
afterAll(() => app.close());

const usage = { model: "parley/local", inputTokens: 1, outputTokens: 1, details: {} };
const inMs = (ms: number) => new Date(app.clock.now().getTime() + ms);

describe("the moment of expiry", () => {
  it("is exact: good one millisecond before, gone at the moment itself", async () => {
    const workspace = await newWorkspace(app.kernel);
    await fund(app.kernel, workspace.id, 100n, { expiresAt: inMs(1_000) });
    app.clock.advance(999);
    expect(await holdCredit(workspace.ctx, holdOf(10n, "just in time"))).toMatchObject({ replayed: false });
    app.clock.advance(1);
    await expect(holdCredit(workspace.ctx, holdOf(10n, "just too late"))).rejects.toMatchObject({
      code: "insufficient_credit",
    });
    expect(await booksOf(app.adminPool, workspace.id)).toMatchObject({
      held: 10n,
      expired: 90n,
      ...BALANCED,
    });
  });

  it("has passed at once for a grant whose expiry lies in the past", async () => {
    const workspace = await newWorkspace(app.kernel);
    await fund(app.kernel, workspace.id, 100n, { expiresAt: inMs(-1) });
    await expect(holdCredit(workspace.ctx, holdOf(1n, "stale"))).rejects.toMatchObject({
      code: "insufficient_credit",
    });
    expect(await booksOf(app.adminPool, workspace.id)).toMatchObject({ expired: 100n, ...BALANCED });
  });

  it("takes several grants that fall due together, each with a posting of its own", async () => {
    const workspace = await newWorkspace(app.kernel);
    for (const amount of [10n, 20n, 30n]) {
      await fund(app.kernel, workspace.id, amount, { expiresAt: inMs(DAY_MS) });
    }
    await fund(app.kernel, workspace.id, 40n);
    app.clock.advance(DAY_MS);
    await expireCredit(app.kernel);
    const { rows } = await app.adminPool.query(
      `select expired::int, balance_after::int from ledger.transaction
       where workspace_id = $1 and kind = 'expiry' order by sequence`,
      [workspace.id],
    );
    expect(rows).toEqual([
      { expired: 10, balance_after: 90 },
      { expired: 20, balance_after: 70 },
      { expired: 30, balance_after: 40 },
    ]);
  });

  it("takes the next grant at its own moment, after the first has gone", async () => {
    const workspace = await newWorkspace(app.kernel);
    await fund(app.kernel, workspace.id, 10n, { expiresAt: inMs(DAY_MS) });
    await fund(app.kernel, workspace.id, 20n, { expiresAt: inMs(2 * DAY_MS) });
    app.clock.advance(DAY_MS);
    await expireCredit(app.kernel);
    expect(await booksOf(app.adminPool, workspace.id)).toMatchObject({ available: 20n, expired: 10n });
    app.clock.advance(DAY_MS);
    await expireCredit(app.kernel);
    expect(await booksOf(app.adminPool, workspace.id)).toMatchObject({
      available: 0n,
      expired: 30n,
      ...BALANCED,
    });
  });

  it("is no matter for a grant that was used up before", async () => {
    const workspace = await newWorkspace(app.kernel);
    await fund(app.kernel, workspace.id, 10n, { expiresAt: inMs(DAY_MS) });
    await fund(app.kernel, workspace.id, 10n);
    const hold = await holdCredit(workspace.ctx, holdOf(10n, "used up"));
    await settleHold(workspace.ctx, { ...usage, holdId: hold.id, costMicroPt: 10n });
    app.clock.advance(DAY_MS);
    await expireCredit(app.kernel);
    expect(await booksOf(app.adminPool, workspace.id)).toMatchObject({
      available: 10n,
      expired: 0n,
      ...BALANCED,
    });
  });

  it("passes once when two processes sweep at the same time as holds come in", async () => {
    const other = await testApp({ database: app.database, clock: app.clock });
    try {
      const workspace = await newWorkspace(app.kernel);
      await fund(app.kernel, workspace.id, 100n, { expiresAt: inMs(DAY_MS) });
      await fund(app.kernel, workspace.id, 100n);
      app.clock.advance(DAY_MS);
      await Promise.all([
        expireCredit(app.kernel),
        expireCredit(other.kernel),
        ...Array.from({ length: 20 }, (_, n) => holdCredit(workspace.ctx, holdOf(5n, `racing-${n}`))),
      ]);
      expect(await booksOf(app.adminPool, workspace.id)).toMatchObject({
        available: 0n,
        held: 100n,
        expired: 100n,
        ...BALANCED,
      });
    } finally {
      await other.close();
    }
  });
});

describe("credit that is held past its expiry", () => {
  it("lapses when it is returned, and only that", async () => {
    const workspace = await newWorkspace(app.kernel);
    await fund(app.kernel, workspace.id, 100n, { expiresAt: inMs(DAY_MS) });
    await fund(app.kernel, workspace.id, 50n);
    const hold = await holdCredit(workspace.ctx, holdOf(60n, "long", { leaseMs: 3 * DAY_MS }));
    app.clock.advance(DAY_MS);
    await expireCredit(app.kernel);
    expect(await booksOf(app.adminPool, workspace.id)).toMatchObject({
      available: 50n,
      held: 60n,
      expired: 40n,
    });
    await releaseHold(workspace.ctx, hold.id, "failed");
    await expireCredit(app.kernel);
    expect(await booksOf(app.adminPool, workspace.id)).toMatchObject({
      available: 50n,
      held: 0n,
      expired: 100n,
      ...BALANCED,
    });
  });

  it("pays for the answer first, before grants that are still good", async () => {
    const workspace = await newWorkspace(app.kernel);
    await fund(app.kernel, workspace.id, 100n, { expiresAt: inMs(DAY_MS), source: "promotion" });
    await fund(app.kernel, workspace.id, 100n, { source: "purchase" });
    const hold = await holdCredit(workspace.ctx, holdOf(150n, "over both", { leaseMs: 3 * DAY_MS }));
    app.clock.advance(DAY_MS);
    await expireCredit(app.kernel);
    await settleHold(workspace.ctx, { ...usage, holdId: hold.id, costMicroPt: 120n });
    await expireCredit(app.kernel);
    expect((await getWallet(workspace.ctx)).grants).toMatchObject([
      { source: "purchase", remainingMicroPt: "80" },
    ]);
    expect(await faultsInBooks(app.adminPool)).toEqual([]);
  });
});

describe("a starting grant with days", () => {
  it("expires that many days after the workspace was made", async () => {
    const generous = await testApp({
      database: app.database,
      clock: app.clock,
      env: { STARTING_GRANT_PT: "2", STARTING_GRANT_DAYS: "14" },
    });
    try {
      const workspace = await newWorkspace(generous.kernel);
      const made = app.clock.now().getTime();
      expect((await getWallet(workspace.ctx)).grants).toMatchObject([
        {
          source: "starting",
          amountMicroPt: "2000000",
          expiresAt: new Date(made + 14 * DAY_MS).toISOString(),
        },
      ]);
      app.clock.advance(14 * DAY_MS);
      await expireCredit(generous.kernel);
      expect(await booksOf(app.adminPool, workspace.id)).toMatchObject({
        available: 0n,
        expired: 2_000_000n,
      });
    } finally {
      await generous.close();
    }
  });
});
