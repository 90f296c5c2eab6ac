import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../../testing/app.ts";
import { BALANCED, booksOf } from "../../testing/books.ts";
import { newMember, newWorkspace } from "../../testing/people.ts";
import { holdCredit } from "./hold-credit.ts";
import { releaseHold, settleHold } from "./settle-hold.ts";
import { fund, holdOf } from "./testing/fund.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp({ env: { STARTING_GRANT_PT: "0" } });
});
afterAll(() => app.close());

const used = { model: "parley/local", inputTokens: 10, outputTokens: 5, details: {} };

async function funded(microPt: bigint) {
  const workspace = await newWorkspace(app.kernel);
  await fund(app.kernel, workspace.id, microPt);
  return workspace;
}

describe("holding credit", () => {
  it("moves it from available to held, and nothing is lost on the way", async () => {
    const workspace = await funded(1_000n);
    const hold = await holdCredit(workspace.ctx, holdOf(300n, "one"));
    expect(hold).toMatchObject({ amountMicroPt: 300n, replayed: false });
    expect(await booksOf(app.adminPool, workspace.id)).toMatchObject({
      available: 700n,
      held: 300n,
      openHolds: 300n,
      ...BALANCED,
    });
  });

  it("admits exactly one of a thousand parallel sends on a balance for one", async () => {
    const workspace = await funded(500n);
    const sends = await Promise.allSettled(
      Array.from({ length: 1_000 }, (_, n) => holdCredit(workspace.ctx, holdOf(500n, `send-${n}`))),
    );
    expect(sends.filter((send) => send.status === "fulfilled")).toHaveLength(1);
    const refused = sends.filter((send) => send.status === "rejected");
    expect(new Set(refused.map((send) => send.reason.code))).toEqual(new Set(["insufficient_credit"]));
    expect(await booksOf(app.adminPool, workspace.id)).toMatchObject({
      available: 0n,
      held: 500n,
      ...BALANCED,
    });
  });

  it("admits as many as fit when sends of two processes race", async () => {
    const workspace = await funded(1_000n);
    const other = await testApp({ database: app.database });
    try {
      const there = { ...workspace.ctx, kernel: other.kernel };
      const sends = await Promise.allSettled(
        Array.from({ length: 200 }, (_, n) =>
          holdCredit(n % 2 ? workspace.ctx : there, holdOf(100n, `race-${n}`)),
        ),
      );
      expect(sends.filter((send) => send.status === "fulfilled")).toHaveLength(10);
      expect(await booksOf(app.adminPool, workspace.id)).toMatchObject({
        available: 0n,
        held: 1_000n,
        ...BALANCED,
      });
    } finally {
      await other.close();
    }
  });

  it("holds once for the same key, in turn and at the same time", async () => {
    const workspace = await funded(1_000n);
    await holdCredit(workspace.ctx, holdOf(100n, "again"));
    const more = await Promise.all(
      Array.from({ length: 50 }, () => holdCredit(workspace.ctx, holdOf(100n, "again"))),
    );
    expect(more.every((hold) => hold.replayed)).toBe(true);
    expect(await booksOf(app.adminPool, workspace.id)).toMatchObject({
      held: 100n,
      transactions: 2n,
      ...BALANCED,
    });
  });

  it("holds once when two processes send the same key at the same time", async () => {
    const workspace = await funded(1_000n);
    const other = await testApp({ database: app.database });
    try {
      const there = { ...workspace.ctx, kernel: other.kernel };
      const holds = await Promise.all([
        holdCredit(workspace.ctx, holdOf(100n, "both")),
        holdCredit(there, holdOf(100n, "both")),
      ]);
      expect(holds.filter((hold) => hold.replayed)).toHaveLength(1);
      expect(await booksOf(app.adminPool, workspace.id)).toMatchObject({ held: 100n, ...BALANCED });
    } finally {
      await other.close();
    }
  });

  it("refuses a key that was used for another amount, and holds nothing more", async () => {
    const workspace = await funded(1_000n);
    await holdCredit(workspace.ctx, holdOf(100n, "mine"));
    await expect(holdCredit(workspace.ctx, holdOf(200n, "mine"))).rejects.toMatchObject({
      code: "idempotency_mismatch",
    });
    expect(await booksOf(app.adminPool, workspace.id)).toMatchObject({ held: 100n, ...BALANCED });
  });

  it.each([
    ["zero", 0n],
    ["negative", -1n],
    ["beyond the largest amount", 1_000_000_000_000_001n],
    ["beyond 64 bits", 2n ** 64n],
  ])("refuses an amount that is %s before the database hears of it", async (_, amount) => {
    const workspace = await funded(1_000n);
    await expect(holdCredit(workspace.ctx, holdOf(amount, "odd"))).rejects.toThrow(RangeError);
    expect(await booksOf(app.adminPool, workspace.id)).toMatchObject({
      held: 0n,
      transactions: 1n,
      ...BALANCED,
    });
  });

  it("refuses a fraction, which only a caller past the types could send", async () => {
    const workspace = await funded(1_000n);
    // A caller past the types: what a plain JavaScript program might do.
    const fraction = 1.5 as unknown as bigint;
    await expect(holdCredit(workspace.ctx, holdOf(fraction, "half"))).rejects.toThrow(RangeError);
  });

  it("refuses in a workspace that never had credit, and says what it has", async () => {
    const workspace = await newWorkspace(app.kernel);
    await expect(holdCredit(workspace.ctx, holdOf(1n, "poor"))).rejects.toMatchObject({
      code: "insufficient_credit",
      data: { neededMicroPt: "1", availableMicroPt: "0" },
    });
  });

  it("never touches another workspace's credit", async () => {
    const rich = await funded(1_000n);
    const poor = await newWorkspace(app.kernel);
    await expect(holdCredit(poor.ctx, holdOf(10n, "theirs"))).rejects.toMatchObject({
      code: "insufficient_credit",
    });
    const hold = await holdCredit(rich.ctx, holdOf(10n, "ours"));
    await expect(settleHold(poor.ctx, { ...used, holdId: hold.id, costMicroPt: 5n })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(releaseHold(poor.ctx, hold.id, "theirs")).rejects.toMatchObject({ code: "not_found" });
    expect(await booksOf(app.adminPool, rich.id)).toMatchObject({ held: 10n, ...BALANCED });
  });

  it("records whose hold it was", async () => {
    const workspace = await funded(1_000n);
    const member = await newMember(workspace, "member");
    const hold = await holdCredit(member.inside, holdOf(10n, "who"));
    const { rows } = await app.adminPool.query("select user_id from ledger.open_hold where id = $1", [
      hold.id,
    ]);
    expect(rows).toEqual([{ user_id: member.id }]);
  });
});
