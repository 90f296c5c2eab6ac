import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type TestApp, testApp } from "../../testing/app.ts";
import { BALANCED, booksOf, faultsInBooks } from "../../testing/books.ts";
import { newWorkspace, type TestWorkspace } from "../../testing/people.ts";
import { holdCredit } from "./hold-credit.ts";
import { laneOf } from "./internal/posting-lane.ts";
import { releaseHold, settleHold } from "./settle-hold.ts";
import { fund, holdOf } from "./testing/fund.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp({ env: { STARTING_GRANT_PT: "0" } });
});
afterAll(() => app.close());

const usage = { model: "parley/local", inputTokens: 1, outputTokens: 1, details: {} };

async function funded(microPt = 1_000_000n): Promise<TestWorkspace> {
  const workspace = await newWorkspace(app.kernel);
  await fund(app.kernel, workspace.id, microPt);
  return workspace;
}

async function journalOf(workspaceId: string) {
  const { rows } = await app.adminPool.query<{ key: string; kind: string }>(
    `select idempotency_key as key, kind from ledger.transaction
     where workspace_id = $1 and kind <> 'grant' order by sequence`,
    [workspaceId],
  );
  return rows;
}

describe("postings of one moment", () => {
  it("of many workspaces and kinds share one transaction and stand each in their own books", async () => {
    const workspaces = await Promise.all(Array.from({ length: 10 }, () => funded()));
    const open = await Promise.all(
      workspaces.map((workspace) => holdCredit(workspace.ctx, holdOf(100n, "open"))),
    );
    const query = vi.spyOn(app.kernel.db.pool, "query");
    await Promise.all(
      workspaces.flatMap((workspace, n) => [
        holdCredit(workspace.ctx, holdOf(BigInt(n + 1), "more")),
        n % 2 === 0
          ? settleHold(workspace.ctx, { ...usage, holdId: open[n]?.id ?? "", costMicroPt: 10n })
          : releaseHold(workspace.ctx, open[n]?.id ?? "", "failed"),
      ]),
    );
    expect(query).toHaveBeenCalledTimes(1);
    for (const [n, workspace] of workspaces.entries()) {
      expect(await booksOf(app.adminPool, workspace.id)).toMatchObject({
        held: BigInt(n + 1),
        used: n % 2 === 0 ? 10n : 0n,
        ...BALANCED,
      });
    }
  });

  it("stand in the journal in the order in which they were asked for", async () => {
    const workspace = await funded();
    const keys = Array.from({ length: 200 }, (_, n) => `in-order-${n}`);
    await Promise.all(keys.map((key) => holdCredit(workspace.ctx, holdOf(1n, key))));
    expect((await journalOf(workspace.id)).map((row) => row.key)).toEqual(keys.map((key) => `hold:${key}`));
  });

  it("are admitted first come, first served: the first that fits takes the credit", async () => {
    const workspace = await funded(100n);
    const asked = [60n, 60n, 30n, 30n, 10n];
    const sends = await Promise.allSettled(
      asked.map((amount, n) => holdCredit(workspace.ctx, holdOf(amount, `turn-${n}`))),
    );
    expect(sends.map((send) => send.status === "fulfilled")).toEqual([true, false, true, false, true]);
  });

  it("let one hold the credit that another returns in the same batch", async () => {
    const workspace = await funded(100n);
    const first = await holdCredit(workspace.ctx, holdOf(100n, "all of it"));
    const [, second] = await Promise.all([
      releaseHold(workspace.ctx, first.id, "failed"),
      holdCredit(workspace.ctx, holdOf(100n, "all of it again")),
    ]);
    expect(second.replayed).toBe(false);
    expect(await booksOf(app.adminPool, workspace.id)).toMatchObject({ held: 100n, ...BALANCED });
  });

  it("give each of thousands of callers its own answer", async () => {
    const workspaces = await Promise.all(Array.from({ length: 8 }, () => funded(10_000_000n)));
    const answers = await Promise.all(
      Array.from({ length: 4_000 }, async (_, n) => {
        const workspace = workspaces[n % workspaces.length];
        if (workspace === undefined) throw new Error("No such workspace.");
        const amountMicroPt = BigInt(n + 1);
        const hold = await holdCredit(workspace.ctx, holdOf(amountMicroPt, `caller-${n}`));
        const cost = BigInt(n % 7);
        const settled = await settleHold(workspace.ctx, { ...usage, holdId: hold.id, costMicroPt: cost });
        return (
          settled.heldMicroPt === amountMicroPt &&
          settled.chargedMicroPt === (cost < amountMicroPt ? cost : amountMicroPt)
        );
      }),
    );
    expect(answers.filter((right) => !right)).toHaveLength(0);
    expect(await faultsInBooks(app.adminPool)).toEqual([]);
  }, 60_000);
});

describe("a bad operation among good ones", () => {
  it.each([
    ["an id that is none", { hold: "not-an-id" }],
    ["an amount that does not fit", { amount: "99999999999999999999" }],
    ["an amount of nothing", { amount: "0" }],
    ["a key that is missing", { key: undefined }],
  ])("fails alone: %s", async (_, fault) => {
    const workspace = await funded();
    const lane = laneOf(app.kernel);
    const good = (n: number) => holdCredit(workspace.ctx, holdOf(5n, `good-${n}`));
    const bad = {
      op: "hold",
      ws: workspace.id,
      hold: app.kernel.newId(),
      key: "hold:bad",
      amount: "1",
      lease: app.clock.now().toISOString(),
      purpose: "chat",
    } as const;
    // What no caller of ours sends: the key may be undefined here.
    const spoilt = { ...bad, ...fault } as typeof bad;
    const results = await Promise.allSettled([good(1), good(2), lane.post(spoilt), good(3)]);
    expect(results.map((result) => result.status)).toEqual([
      "fulfilled",
      "fulfilled",
      "rejected",
      "fulfilled",
    ]);
    expect(await booksOf(app.adminPool, workspace.id)).toMatchObject({
      held: 15n,
      transactions: 4n,
      ...BALANCED,
    });
  });
});

describe("repetitions within one moment", () => {
  it("of a key hold once and say so; another amount is refused even then", async () => {
    const workspace = await funded();
    const sends = await Promise.allSettled([
      holdCredit(workspace.ctx, holdOf(10n, "key")),
      holdCredit(workspace.ctx, holdOf(10n, "key")),
      holdCredit(workspace.ctx, holdOf(11n, "key")),
    ]);
    const held = sends.flatMap((send) => (send.status === "fulfilled" ? [send.value.replayed] : []));
    expect(held.sort()).toEqual([false, true]);
    expect(sends[2]).toMatchObject({ reason: { code: "idempotency_mismatch" } });
    expect(await journalOf(workspace.id)).toHaveLength(1);
  });

  it("of a settlement with other figures are all answered with those of the one that was posted", async () => {
    const workspace = await funded();
    const hold = await holdCredit(workspace.ctx, holdOf(100n, "once"));
    const settled = await Promise.all([
      settleHold(workspace.ctx, { ...usage, holdId: hold.id, costMicroPt: 30n }),
      settleHold(workspace.ctx, { ...usage, holdId: hold.id, costMicroPt: 90n }),
      settleHold(workspace.ctx, { ...usage, holdId: hold.id, costMicroPt: 60n }),
    ]);
    expect(settled.filter((one) => !one.replayed)).toHaveLength(1);
    const { used } = await booksOf(app.adminPool, workspace.id);
    expect(settled.map((one) => one.chargedMicroPt)).toEqual([used, used, used]);
    expect(settled.map((one) => one.returnedMicroPt)).toEqual([100n - used, 100n - used, 100n - used]);
    expect((await journalOf(workspace.id)).map((row) => row.kind)).toEqual(["hold", "usage"]);
  });

  it("answer the id of the hold that stands, so that the second caller can settle it", async () => {
    const workspace = await funded();
    const first = await holdCredit(workspace.ctx, holdOf(10n, "shared"));
    const again = await holdCredit(workspace.ctx, holdOf(10n, "shared"));
    expect(again).toEqual({ id: first.id, amountMicroPt: 10n, replayed: true });
  });
});
