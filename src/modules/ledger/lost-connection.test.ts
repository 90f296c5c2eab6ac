import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../../testing/app.ts";
import { BALANCED, booksOf } from "../../testing/books.ts";
import { newWorkspace, type TestWorkspace } from "../../testing/people.ts";
import { holdCredit } from "./hold-credit.ts";
import { PostingLane } from "./internal/posting-lane.ts";
import { settleHold } from "./settle-hold.ts";
import { fund, holdOf } from "./testing/fund.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp({ env: { STARTING_GRANT_PT: "0" } });
});
afterAll(() => app.close());

const usage = { model: "parley/local", inputTokens: 1, outputTokens: 1, details: {} };

async function funded(): Promise<TestWorkspace> {
  const workspace = await newWorkspace(app.kernel);
  await fund(app.kernel, workspace.id, 1_000n);
  return workspace;
}

/** Runs `work` while the wallet is locked, so that its batch has begun and cannot end. */
async function whileLocked(workspaceId: string, work: () => Promise<void>): Promise<void> {
  const blocker = await app.adminPool.connect();
  try {
    await blocker.query("begin");
    await blocker.query("select 1 from ledger.wallet where workspace_id = $1 for update", [workspaceId]);
    await work();
    await blocker.query("commit");
  } finally {
    blocker.release();
  }
}

/** Ends the one connection of this database that posts, once it waits inside its batch. */
async function killPosting(): Promise<void> {
  let posting: number | undefined;
  const look = async () => {
    const { rows } = await app.adminPool.query<{ pid: number }>(
      `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
         and query like '%ledger.post(%'`,
    );
    posting = rows[0]?.pid;
    return posting;
  };
  await expect.poll(look).toBeDefined();
  // By its id alone: a condition beside the call would not keep PostgreSQL from calling it for other rows first.
  await app.adminPool.query("select pg_terminate_backend($1)", [posting]);
}

describe("a connection that is lost in the middle of a batch", () => {
  it("is replaced, and what it carried is held once", async () => {
    const workspace = await funded();
    let holding: Promise<unknown> = Promise.resolve();
    await whileLocked(workspace.id, async () => {
      holding = Promise.all(
        Array.from({ length: 5 }, (_, n) => holdCredit(workspace.ctx, holdOf(10n, `lost-${n}`))),
      );
      await killPosting();
    });
    await holding;
    expect(await booksOf(app.adminPool, workspace.id)).toMatchObject({
      held: 50n,
      transactions: 6n,
      ...BALANCED,
    });
  });

  it("charges a settlement once, with the figures that its caller is told", async () => {
    const workspace = await funded();
    const hold = await holdCredit(workspace.ctx, holdOf(100n, "settled over a broken line"));
    let settling: ReturnType<typeof settleHold> | undefined;
    await whileLocked(workspace.id, async () => {
      settling = settleHold(workspace.ctx, { ...usage, holdId: hold.id, costMicroPt: 40n });
      await killPosting();
    });
    expect(await settling).toMatchObject({ chargedMicroPt: 40n, returnedMicroPt: 60n });
    expect(await booksOf(app.adminPool, workspace.id)).toMatchObject({ used: 40n, held: 0n, ...BALANCED });
  });
});

/** The real pool, whose answers are lost on the way back the first `times` it posts. */
function losingAnswers(times: number): { readonly pool: pg.Pool; posted(): number } {
  let posted = 0;
  const query = async (statement: pg.QueryConfig) => {
    const result = await app.kernel.db.pool.query(statement);
    posted += 1;
    if (posted <= times) throw Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
    return result;
  };
  // The lane uses nothing of a pool but `query`.
  return { pool: { query } as unknown as pg.Pool, posted: () => posted };
}

function operation(workspaceId: string, key: string, amount: string) {
  return {
    op: "hold",
    ws: workspaceId,
    hold: app.kernel.newId(),
    key,
    amount,
    lease: new Date(app.clock.now().getTime() + 60_000).toISOString(),
    purpose: "chat",
  } as const;
}

describe("an answer that is lost after the commit", () => {
  it("is asked for again: the callers hear that it was done, and nothing is done twice", async () => {
    const workspace = await funded();
    const losing = losingAnswers(1);
    const lane = new PostingLane(losing.pool, app.clock);
    const posted = await Promise.all([
      lane.post(operation(workspace.id, "a", "10")),
      lane.post(operation(workspace.id, "b", "20")),
    ]);
    expect(posted).toMatchObject([
      { outcome: "replayed", amount: 10n },
      { outcome: "replayed", amount: 20n },
    ]);
    expect(losing.posted()).toBe(2);
    expect(await booksOf(app.adminPool, workspace.id)).toMatchObject({ held: 30n, ...BALANCED });
  });

  it("fails the caller when it stays lost, and the same key later finds what was done", async () => {
    const workspace = await funded();
    const lane = new PostingLane(losingAnswers(3).pool, app.clock);
    const wanted = operation(workspace.id, "stays lost", "10");
    await expect(lane.post(wanted)).rejects.toMatchObject({ code: "ECONNRESET" });
    expect(await lane.post(wanted)).toMatchObject({ outcome: "replayed", amount: 10n });
    expect(await booksOf(app.adminPool, workspace.id)).toMatchObject({ held: 10n, ...BALANCED });
  });

  it("charges a settlement once", async () => {
    const workspace = await funded();
    const hold = await holdCredit(workspace.ctx, holdOf(100n, "answer lost"));
    const lane = new PostingLane(losingAnswers(2).pool, app.clock);
    const settled = await lane.post({ op: "settle", ws: workspace.id, hold: hold.id, amount: "70" });
    expect(settled).toMatchObject({ outcome: "replayed", amount: 100n, charged: 70n });
    expect(await booksOf(app.adminPool, workspace.id)).toMatchObject({ used: 70n, held: 0n, ...BALANCED });
  });

  it("does not refuse a hold whose credit the first try has taken", async () => {
    const workspace = await funded();
    const lane = new PostingLane(losingAnswers(1).pool, app.clock);
    expect(await lane.post(operation(workspace.id, "all of it", "1000"))).toMatchObject({
      outcome: "replayed",
    });
    expect(await booksOf(app.adminPool, workspace.id)).toMatchObject({ available: 0n, held: 1_000n });
  });
});
