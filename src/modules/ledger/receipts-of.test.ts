import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../../testing/app.ts";
import { newMember, newWorkspace, type TestWorkspace } from "../../testing/people.ts";
import { holdCredit } from "./hold-credit.ts";
import { receiptsOf } from "./receipts-of.ts";
import { releaseHold, type SettleInput, settleHold } from "./settle-hold.ts";
import { releaseLapsedHolds } from "./sweep.ts";
import { fund, holdOf } from "./testing/fund.ts";

let app: TestApp;
let workspace: TestWorkspace;
beforeAll(async () => {
  app = await testApp({ env: { STARTING_GRANT_PT: "0" } });
  workspace = await newWorkspace(app.kernel);
  await fund(app.kernel, workspace.id, 1_000_000n);
});
afterAll(() => app.close());

const usage = { model: "sim/sim", inputTokens: 7, outputTokens: 3, details: {} };

async function held(amount = 100n): Promise<string> {
  return (await holdCredit(workspace.ctx, holdOf(amount, app.kernel.newId()))).id;
}

async function settled(more: Partial<SettleInput> = {}): Promise<string> {
  const holdId = await held();
  await settleHold(workspace.ctx, { ...usage, holdId, costMicroPt: 30n, ...more });
  return holdId;
}

async function receiptOf(holdId: string) {
  return (await receiptsOf(workspace.ctx, [holdId])).get(holdId);
}

describe("a receipt", () => {
  it("of a charge says what was held, charged and counted", async () => {
    const holdId = await settled({
      details: { cachedInputTokens: 4, reasoningTokens: 2, usageSource: "provider", priceVersion: "2026-11" },
    });
    expect(await receiptOf(holdId)).toMatchObject({
      holdId,
      heldMicroPt: 100n,
      chargedMicroPt: 30n,
      model: "sim/sim",
      inputTokens: 7,
      outputTokens: 3,
      cachedInputTokens: 4,
      reasoningTokens: 2,
      usageSource: "provider",
      priceVersion: "2026-11",
    });
  });

  it("of an answer dearer than its hold says what was charged, not what was absorbed", async () => {
    const holdId = await settled({ costMicroPt: 5_000n });
    expect(await receiptOf(holdId)).toMatchObject({ heldMicroPt: 100n, chargedMicroPt: 100n });
  });

  it("of a returned hold charges nothing and names the model that was asked", async () => {
    const holdId = await held();
    await releaseHold(workspace.ctx, holdId, "provider_stalled");
    expect(await receiptOf(holdId)).toMatchObject({
      heldMicroPt: 100n,
      chargedMicroPt: 0n,
      model: "parley/local",
      inputTokens: 0,
      outputTokens: 0,
      usageSource: "counted",
    });
  });

  it("of a lapsed hold charges nothing, until what was delivered is charged late", async () => {
    const holdId = (await holdCredit(workspace.ctx, holdOf(100n, app.kernel.newId(), { leaseMs: 1 }))).id;
    app.clock.advance(1);
    await releaseLapsedHolds(app.kernel);
    expect(await receiptOf(holdId)).toMatchObject({ chargedMicroPt: 0n });
    await settleHold(workspace.ctx, {
      ...usage,
      holdId,
      costMicroPt: 45n,
      model: "sim/late",
      details: { priceVersion: "late" },
    });
    expect(await receiptOf(holdId)).toMatchObject({
      heldMicroPt: 100n,
      chargedMicroPt: 45n,
      model: "sim/late",
      inputTokens: 7,
      priceVersion: "late",
    });
  });

  it("tells the balance right after the charge, whatever happened since", async () => {
    const holdId = await held();
    const { balanceMicroPt } = await settleHold(workspace.ctx, { ...usage, holdId, costMicroPt: 1n });
    await settled();
    await fund(app.kernel, workspace.id, 5n);
    expect((await receiptOf(holdId))?.balanceMicroPt).toBe(balanceMicroPt);
  });

  it("is not there for a hold that is open, and not for one that never was", async () => {
    const open = await held();
    expect((await receiptsOf(workspace.ctx, [open, app.kernel.newId()])).size).toBe(0);
    await releaseHold(workspace.ctx, open, "done");
  });

  it("is not there for a stranger who knows the hold's id", async () => {
    const holdId = await settled();
    const stranger = await newWorkspace(app.kernel);
    expect((await receiptsOf(stranger.ctx, [holdId])).size).toBe(0);
  });

  it("is there for a viewer of the workspace: receipts stand under answers that they read", async () => {
    const holdId = await settled();
    const viewer = await newMember(workspace, "viewer");
    expect((await receiptsOf(viewer.inside, [holdId])).get(holdId)).toMatchObject({ chargedMicroPt: 30n });
  });
});

describe("receipts asked for together", () => {
  it("come each once, by id, whatever the order and however often they are named", async () => {
    const ids = [await settled({ costMicroPt: 1n }), await settled({ costMicroPt: 2n })];
    const receipts = await receiptsOf(workspace.ctx, [...ids.toReversed(), ...ids]);
    expect(ids.map((id) => receipts.get(id)?.chargedMicroPt)).toEqual([1n, 2n]);
    expect(receipts.size).toBe(2);
  });

  it("of no hold at all ask nothing of the database", async () => {
    expect((await receiptsOf({ ...workspace.ctx, workspaceId: null }, [])).size).toBe(0);
  });

  it("add up to what the workspace was charged", async () => {
    const own = await newWorkspace(app.kernel);
    await fund(app.kernel, own.id, 10_000n);
    const ids: string[] = [];
    for (let n = 0; n < 12; n += 1) {
      const hold = await holdCredit(own.ctx, holdOf(100n, `sum-${n}`));
      await settleHold(own.ctx, { ...usage, holdId: hold.id, costMicroPt: BigInt(n * 20) });
      ids.push(hold.id);
    }
    const receipts = [...(await receiptsOf(own.ctx, ids)).values()];
    const charged = receipts.reduce((sum, receipt) => sum + receipt.chargedMicroPt, 0n);
    expect(receipts.at(-1)?.balanceMicroPt).toBe(10_000n - charged);
  });
});
