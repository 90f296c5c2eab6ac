import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Ctx } from "../../kernel/ctx.ts";
import { type TestApp, testApp } from "../../testing/app.ts";
import { faultsInBooks } from "../../testing/books.ts";
import { newWorkspace } from "../../testing/people.ts";
import { setBudget } from "./budgets.ts";
import { extendLeases } from "./extend-leases.ts";
import { holdCredit } from "./hold-credit.ts";
import { settleHold } from "./settle-hold.ts";
import { expireCredit } from "./sweep.ts";
import { fund, holdOf } from "./testing/fund.ts";

const ROUNDS = 12;
const usage = { model: "parley/local", inputTokens: 1, outputTokens: 1, details: {} };

let here: TestApp;
let there: TestApp;
beforeAll(async () => {
  here = await testApp({ env: { STARTING_GRANT_PT: "0" } });
  there = await testApp({ database: here.database, clock: here.clock });
});
afterAll(async () => {
  await there.close();
  await here.close();
});

async function wallets(count: number): Promise<Ctx[]> {
  const made = await Promise.all(Array.from({ length: count }, () => newWorkspace(here.kernel)));
  for (const workspace of made) {
    await fund(here.kernel, workspace.id, 1_000_000n);
    await setBudget(workspace.ctx, { userId: null, period: "day", limitMicroPt: "500000" });
    await setBudget(workspace.ctx, { userId: workspace.owner.id, period: "month", limitMicroPt: "900000" });
  }
  return made.map((workspace) => workspace.ctx);
}

async function holdAndSettle(app: TestApp, ctx: Ctx): Promise<void> {
  const own = { ...ctx, kernel: app.kernel };
  const hold = await holdCredit(own, holdOf(10n, app.kernel.newId()));
  await settleHold(own, { ...usage, holdId: hold.id, costMicroPt: 3n });
}

describe("two processes that post to the same wallets", () => {
  it("in opposite order, in burst after burst, never wait for each other in a ring", async () => {
    const ascending = await wallets(12);
    const descending = ascending.toReversed();
    for (let round = 0; round < ROUNDS; round += 1) {
      await Promise.all([
        ...ascending.map((ctx) => holdAndSettle(here, ctx)),
        ...descending.map((ctx) => holdAndSettle(there, ctx)),
      ]);
    }
    expect(await faultsInBooks(here.adminPool)).toEqual([]);
    const { rows } = await here.adminPool.query<{ used: string; held: string }>(
      "select sum(used)::text as used, sum(held)::text as held from ledger.wallet where workspace_id = any ($1)",
      [ascending.map((ctx) => ctx.workspaceId)],
    );
    expect(rows).toEqual([{ used: String(12 * 2 * ROUNDS * 3), held: "0" }]);
  }, 60_000);

  it("go on while credit is granted, budgets change and grants expire in the same wallets", async () => {
    const shared = await wallets(6);
    for (let round = 0; round < ROUNDS; round += 1) {
      const soon = new Date(here.clock.now().getTime() + 1);
      await Promise.all([
        ...shared.map((ctx) => holdAndSettle(here, ctx)),
        ...shared.toReversed().map((ctx) => holdAndSettle(there, ctx)),
        ...shared.map((ctx) => fund(there.kernel, ctx.workspaceId ?? "", 10n, { expiresAt: soon })),
        ...shared.map((ctx) =>
          setBudget(ctx, { userId: null, period: "day", limitMicroPt: String(600_000 + round) }),
        ),
        expireCredit(here.kernel),
        expireCredit(there.kernel),
      ]);
      here.clock.advance(2);
    }
    expect(await faultsInBooks(here.adminPool)).toEqual([]);
  }, 60_000);

  it("leave holds be whose leases others move forward while they are settled", async () => {
    const shared = await wallets(4);
    for (let round = 0; round < ROUNDS; round += 1) {
      const holds = await Promise.all(
        shared.flatMap((ctx) =>
          Array.from({ length: 4 }, async () => ({
            ctx,
            workspaceId: ctx.workspaceId ?? "",
            holdId: (await holdCredit(ctx, holdOf(10n, here.kernel.newId()))).id,
          })),
        ),
      );
      await Promise.all([
        extendLeases(there.kernel, holds.toReversed(), 120_000),
        ...holds.map(({ ctx, holdId }) => settleHold(ctx, { ...usage, holdId, costMicroPt: 2n })),
      ]);
    }
    expect(await faultsInBooks(here.adminPool)).toEqual([]);
  }, 60_000);
});
