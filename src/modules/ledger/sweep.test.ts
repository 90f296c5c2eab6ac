import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../../testing/app.ts";
import { BALANCED, booksOf, faultsInBooks } from "../../testing/books.ts";
import { newWorkspace } from "../../testing/people.ts";
import { extendLeases } from "./extend-leases.ts";
import { holdCredit } from "./hold-credit.ts";
import { settleHold } from "./settle-hold.ts";
import { releaseLapsedHolds } from "./sweep.ts";
import { fund, holdOf } from "./testing/fund.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp({ env: { STARTING_GRANT_PT: "0" } });
});
afterAll(() => app.close());

const usage = { model: "parley/local", inputTokens: 1, outputTokens: 1, details: {} };

async function withHolds(count: number, leaseMs = 1_000) {
  const workspace = await newWorkspace(app.kernel);
  await fund(app.kernel, workspace.id, 1_000n);
  const holds = await Promise.all(
    Array.from({ length: count }, (_, n) => holdCredit(workspace.ctx, holdOf(10n, `hold-${n}`, { leaseMs }))),
  );
  return { workspace, holds, books: () => booksOf(app.adminPool, workspace.id) };
}

describe("sweeping lapsed holds", () => {
  it("begins at the moment of the lease, not before", async () => {
    const { books } = await withHolds(1);
    app.clock.advance(999);
    await releaseLapsedHolds(app.kernel);
    expect(await books()).toMatchObject({ held: 10n });
    app.clock.advance(1);
    await releaseLapsedHolds(app.kernel);
    expect(await books()).toMatchObject({ held: 0n, ...BALANCED });
  });

  it("returns each once when two processes sweep at the same time", async () => {
    const other = await testApp({ database: app.database, clock: app.clock });
    try {
      const { books } = await withHolds(20);
      app.clock.advance(1_000);
      await Promise.all([releaseLapsedHolds(app.kernel), releaseLapsedHolds(other.kernel)]);
      expect(await books()).toMatchObject({ held: 0n, available: 1_000n, transactions: 41n, ...BALANCED });
    } finally {
      await other.close();
    }
  });

  it("and settling at the same time charge what was delivered, once", async () => {
    const { workspace, holds, books } = await withHolds(20);
    app.clock.advance(1_000);
    const settle = (holdId: string) => settleHold(workspace.ctx, { ...usage, holdId, costMicroPt: 4n });
    await Promise.all([releaseLapsedHolds(app.kernel), ...holds.map((hold) => settle(hold.id))]);
    expect(await books()).toMatchObject({ held: 0n, used: 80n, available: 920n, ...BALANCED });
  });
});

describe("moving leases forward", () => {
  it("never shortens one", async () => {
    const { workspace, holds, books } = await withHolds(1, 60_000);
    const named = holds.map((hold) => ({ workspaceId: workspace.id, holdId: hold.id }));
    expect(await extendLeases(app.kernel, named, 1_000)).toBe(0);
    app.clock.advance(2_000);
    await releaseLapsedHolds(app.kernel);
    expect(await books()).toMatchObject({ held: 10n });
  });

  it("passes over holds that are gone and workspaces that are not theirs", async () => {
    const { workspace, holds } = await withHolds(2);
    const stranger = await newWorkspace(app.kernel);
    const [first, second] = holds;
    await settleHold(workspace.ctx, { ...usage, holdId: first?.id ?? "", costMicroPt: 1n });
    const named = [
      { workspaceId: workspace.id, holdId: first?.id ?? "" },
      { workspaceId: stranger.id, holdId: second?.id ?? "" },
      { workspaceId: workspace.id, holdId: app.kernel.newId() },
    ];
    expect(await extendLeases(app.kernel, named, 60_000)).toBe(0);
    expect(await extendLeases(app.kernel, [], 60_000)).toBe(0);
    expect(await faultsInBooks(app.adminPool)).toEqual([]);
  });

  it("waits for no hold that another is ending: each would hold what the other wants", async () => {
    const { workspace, holds } = await withHolds(2);
    const named = holds.map((hold) => ({ workspaceId: workspace.id, holdId: hold.id }));
    const [first, second] = named.map(({ holdId }) => holdId);
    const ending = await app.adminPool.connect();
    const take = (id: string | undefined) =>
      ending.query("select from ledger.open_hold where workspace_id = $1 and id = $2 for update", [
        workspace.id,
        id,
      ]);
    try {
      await ending.query("begin");
      await take(second);
      let ended = false;
      const extending = extendLeases(app.kernel, named, 60_000).finally(() => {
        ended = true;
      });
      // Either it has ended by then, or it holds the first and waits for the second.
      const isWaiting = async () => {
        const { rowCount } = await app.adminPool.query(
          `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
             and query like '%extend_leases(%'`,
        );
        return (rowCount ?? 0) > 0;
      };
      await expect.poll(async () => ended || (await isWaiting())).toBe(true);
      await take(first);
      await ending.query("commit");
      expect(await extending).toBe(1);
    } finally {
      ending.release(true);
    }
  });

  it("saves a hold that has lapsed and was not swept yet", async () => {
    const { workspace, holds, books } = await withHolds(1);
    app.clock.advance(5_000);
    const named = holds.map((hold) => ({ workspaceId: workspace.id, holdId: hold.id }));
    expect(await extendLeases(app.kernel, named, 60_000)).toBe(1);
    await releaseLapsedHolds(app.kernel);
    expect(await books()).toMatchObject({ held: 10n });
  });
});

describe("a hold that cannot be returned", () => {
  it("does not keep the sweep from the others", async () => {
    const alone = await testApp({ env: { STARTING_GRANT_PT: "0" } });
    try {
      const workspace = await newWorkspace(alone.kernel);
      await fund(alone.kernel, workspace.id, 1_000n);
      const lease = { leaseMs: 1_000 };
      // A hold under the id of one that was settled: the key of its settlement is taken.
      const spent = await holdCredit(workspace.ctx, holdOf(10n, "spent", lease));
      await settleHold(workspace.ctx, { ...usage, holdId: spent.id, costMicroPt: 1n });
      await holdCredit(workspace.ctx, holdOf(10n, "stuck", lease), spent.id).catch(() => undefined);
      for (const key of ["a", "b", "c"]) await holdCredit(workspace.ctx, holdOf(100n, key, lease));
      alone.clock.advance(1_000);
      await releaseLapsedHolds(alone.kernel).catch(() => undefined);
      expect((await booksOf(alone.adminPool, workspace.id)).held).toBeLessThanOrEqual(10n);
    } finally {
      await alone.close();
    }
  });
});
