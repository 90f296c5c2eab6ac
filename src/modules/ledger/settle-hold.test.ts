import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../../testing/app.ts";
import { BALANCED, booksOf } from "../../testing/books.ts";
import { newWorkspace } from "../../testing/people.ts";
import { extendLeases } from "./extend-leases.ts";
import { holdCredit } from "./hold-credit.ts";
import { receiptsOf } from "./receipts-of.ts";
import { releaseHold, settleHold } from "./settle-hold.ts";
import { releaseLapsedHolds } from "./sweep.ts";
import { fund, holdOf } from "./testing/fund.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp({ env: { STARTING_GRANT_PT: "0" } });
});
afterAll(() => app.close());

const usage = { model: "parley/local", inputTokens: 10, outputTokens: 5, details: { priceVersion: "test" } };

async function held(amount: bigint, fundedWith = 1_000n) {
  const workspace = await newWorkspace(app.kernel);
  await fund(app.kernel, workspace.id, fundedWith);
  const hold = await holdCredit(workspace.ctx, holdOf(amount, app.kernel.newId()));
  return { workspace, hold, books: () => booksOf(app.adminPool, workspace.id) };
}

describe("settling a hold", () => {
  it("charges what was delivered and returns the rest", async () => {
    const { workspace, hold, books } = await held(300n);
    const settled = await settleHold(workspace.ctx, { ...usage, holdId: hold.id, costMicroPt: 120n });
    expect(settled).toMatchObject({
      heldMicroPt: 300n,
      chargedMicroPt: 120n,
      returnedMicroPt: 180n,
      availableMicroPt: 880n,
      balanceMicroPt: 880n,
      replayed: false,
    });
    expect(await books()).toMatchObject({
      available: 880n,
      held: 0n,
      used: 120n,
      openHolds: 0n,
      ...BALANCED,
    });
  });

  it("charges once, however often and from however many callers it is settled", async () => {
    const { workspace, hold, books } = await held(300n);
    const results = await Promise.all(
      Array.from({ length: 40 }, () =>
        settleHold(workspace.ctx, { ...usage, holdId: hold.id, costMicroPt: 120n }),
      ),
    );
    expect(results.filter((result) => !result.replayed)).toHaveLength(1);
    expect(results.every((result) => result.chargedMicroPt === 120n)).toBe(true);
    const again = await settleHold(workspace.ctx, { ...usage, holdId: hold.id, costMicroPt: 250n });
    expect(again).toMatchObject({ chargedMicroPt: 120n, replayed: true });
    expect(await books()).toMatchObject({ used: 120n, transactions: 3n, ...BALANCED });
  });

  it("never charges more than was held; the rest is absorbed and stands in the books", async () => {
    const { workspace, hold, books } = await held(100n);
    const settled = await settleHold(workspace.ctx, { ...usage, holdId: hold.id, costMicroPt: 130n });
    expect(settled).toMatchObject({ chargedMicroPt: 100n, returnedMicroPt: 0n });
    expect(await books()).toMatchObject({ available: 900n, used: 130n, absorbed: 30n, ...BALANCED });
  });

  it("returns everything when nothing was delivered", async () => {
    const { workspace, hold, books } = await held(100n);
    await settleHold(workspace.ctx, { ...usage, holdId: hold.id, costMicroPt: 0n });
    expect(await books()).toMatchObject({ available: 1_000n, held: 0n, used: 0n, ...BALANCED });
  });

  it("keeps a release a release, and a charge a charge", async () => {
    const first = await held(100n);
    await releaseHold(first.workspace.ctx, first.hold.id, "failed");
    const late = await settleHold(first.workspace.ctx, { ...usage, holdId: first.hold.id, costMicroPt: 50n });
    expect(late).toMatchObject({ chargedMicroPt: 0n, replayed: true });
    expect(await first.books()).toMatchObject({ available: 1_000n, used: 0n, ...BALANCED });

    const second = await held(100n);
    await settleHold(second.workspace.ctx, { ...usage, holdId: second.hold.id, costMicroPt: 50n });
    expect(await releaseHold(second.workspace.ctx, second.hold.id, "too late")).toMatchObject({
      chargedMicroPt: 50n,
      replayed: true,
    });
    expect(await second.books()).toMatchObject({ available: 950n, used: 50n, ...BALANCED });
  });

  it("refuses a negative or overflowing cost and leaves the hold as it was", async () => {
    const { workspace, hold, books } = await held(100n);
    for (const costMicroPt of [-1n, 2n ** 63n]) {
      await expect(settleHold(workspace.ctx, { ...usage, holdId: hold.id, costMicroPt })).rejects.toThrow(
        RangeError,
      );
    }
    expect(await books()).toMatchObject({ held: 100n, used: 0n, ...BALANCED });
  });

  it("gives a receipt that equals the journal", async () => {
    const { workspace, hold } = await held(300n);
    const settled = await settleHold(workspace.ctx, { ...usage, holdId: hold.id, costMicroPt: 120n });
    const receipt = (await receiptsOf(workspace.ctx, [hold.id])).get(hold.id);
    expect(receipt).toMatchObject({
      heldMicroPt: settled.heldMicroPt,
      chargedMicroPt: settled.chargedMicroPt,
      balanceMicroPt: settled.balanceMicroPt,
      inputTokens: 10,
      outputTokens: 5,
      priceVersion: "test",
    });
  });
});

describe("a lease that lapses", () => {
  it("returns the credit of a hold that nobody settled", async () => {
    const { books } = await held(300n);
    await releaseLapsedHolds(app.kernel);
    expect(await books()).toMatchObject({ held: 300n });
    app.clock.advance(61_000);
    await releaseLapsedHolds(app.kernel);
    expect(await books()).toMatchObject({ available: 1_000n, held: 0n, openHolds: 0n, ...BALANCED });
  });

  it("is moved forward by signs of life", async () => {
    const { workspace, hold, books } = await held(300n);
    app.clock.advance(50_000);
    expect(await extendLeases(app.kernel, [{ workspaceId: workspace.id, holdId: hold.id }], 60_000)).toBe(1);
    app.clock.advance(50_000);
    await releaseLapsedHolds(app.kernel);
    expect(await books()).toMatchObject({ held: 300n });
  });

  it("does not forgive what was delivered: a late settle charges what is free, once", async () => {
    const { workspace, hold, books } = await held(300n);
    app.clock.advance(61_000);
    await releaseLapsedHolds(app.kernel);
    const late = { ...usage, holdId: hold.id, costMicroPt: 120n };
    const settled = await Promise.all([settleHold(workspace.ctx, late), settleHold(workspace.ctx, late)]);
    expect(settled.map((result) => result.chargedMicroPt)).toEqual([120n, 120n]);
    expect(settled.filter((result) => !result.replayed)).toHaveLength(1);
    expect(await settleHold(workspace.ctx, late)).toMatchObject({ chargedMicroPt: 120n, replayed: true });
    expect(await books()).toMatchObject({ available: 880n, used: 120n, ...BALANCED });
    expect((await receiptsOf(workspace.ctx, [hold.id])).get(hold.id)).toMatchObject({ chargedMicroPt: 120n });
  });

  it("of nothing, late, posts nothing: it answers what stands and forgives nothing that comes after", async () => {
    const { workspace, hold, books } = await held(300n);
    app.clock.advance(61_000);
    await releaseLapsedHolds(app.kernel);
    const settle = (costMicroPt: bigint) =>
      settleHold(workspace.ctx, { ...usage, holdId: hold.id, costMicroPt });
    const { transactions } = await books();
    expect(await settle(0n)).toMatchObject({ chargedMicroPt: 0n, replayed: true });
    expect(await books()).toMatchObject({ transactions, available: 1_000n });
    expect(await settle(120n)).toMatchObject({ chargedMicroPt: 120n, replayed: false });
    expect(await settle(0n)).toMatchObject({ chargedMicroPt: 120n, replayed: true });
    expect(await releaseHold(workspace.ctx, hold.id, "too late")).toMatchObject({ chargedMicroPt: 120n });
    expect(await books()).toMatchObject({ transactions: transactions + 1n, used: 120n, ...BALANCED });
  });

  it("charges late only what is there; the installation bears the rest", async () => {
    const { workspace, hold, books } = await held(300n, 300n);
    app.clock.advance(61_000);
    await releaseLapsedHolds(app.kernel);
    await holdCredit(workspace.ctx, holdOf(250n, "meanwhile"));
    const settled = await settleHold(workspace.ctx, { ...usage, holdId: hold.id, costMicroPt: 120n });
    expect(settled.chargedMicroPt).toBe(50n);
    expect(await books()).toMatchObject({
      available: 0n,
      held: 250n,
      used: 120n,
      absorbed: 70n,
      ...BALANCED,
    });
  });

  it("leaves a hold alone that was settled in time", async () => {
    const { workspace, hold, books } = await held(300n);
    await settleHold(workspace.ctx, { ...usage, holdId: hold.id, costMicroPt: 120n });
    app.clock.advance(61_000);
    await releaseLapsedHolds(app.kernel);
    expect(await books()).toMatchObject({ available: 880n, used: 120n, ...BALANCED });
  });
});
