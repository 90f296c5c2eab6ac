import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AppError } from "../../kernel/errors.ts";
import { type TestApp, testApp } from "../../testing/app.ts";
import { faultsInBooks } from "../../testing/books.ts";
import { newWorkspace, type TestWorkspace } from "../../testing/people.ts";
import { removeBudget, setBudget } from "./budgets.ts";
import { extendLeases } from "./extend-leases.ts";
import { holdCredit } from "./hold-credit.ts";
import { releaseHold, settleHold } from "./settle-hold.ts";
import { expireCredit, releaseLapsedHolds } from "./sweep.ts";
import { fund, holdOf } from "./testing/fund.ts";
import { type Seeded, seeded } from "./testing/seeded.ts";

const BURSTS = 12;
const OPERATIONS = 70;
const MINUTE_MS = 60_000;
const REFUSALS = new Set(["insufficient_credit", "budget_exceeded", "idempotency_mismatch", "not_found"]);
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

/** What callers were told, to be held against the journal. */
interface Told {
  /** Holds that were new, by workspace and key. */
  readonly newHolds: Map<string, number>;
  readonly holdIds: { readonly workspace: TestWorkspace; readonly id: string }[];
  /** What settling charged, by hold. */
  readonly charged: Map<string, bigint>;
  /** Answers that do not agree with what had been charged before they were asked for. */
  readonly contradictions: string[];
  readonly settledFirst: Map<string, number>;
  readonly budgets: { readonly workspace: TestWorkspace; readonly id: string }[];
}

class Bursts {
  readonly told: Told = {
    newHolds: new Map(),
    holdIds: [],
    charged: new Map(),
    contradictions: [],
    settledFirst: new Map(),
    budgets: [],
  };
  readonly #random: Seeded;
  readonly #workspaces: readonly TestWorkspace[];
  readonly #keys: string[] = Array.from({ length: 150 }, (_, n) => `key-${n}`);

  constructor(seed: number, workspaces: readonly TestWorkspace[]) {
    this.#random = seeded(seed);
    this.#workspaces = workspaces;
  }

  operation(): Promise<unknown> {
    const kind = this.#random.weighted({
      hold: 40,
      settle: 30,
      release: 6,
      grant: 6,
      budget: 6,
      unbudget: 3,
      lease: 3,
      lapse: 3,
      expire: 3,
    });
    const workspace = this.#random.pick(this.#workspaces);
    const app = this.#random.pick([here, there]);
    const ctx = { ...workspace.ctx, kernel: app.kernel };
    const random = this.#random;
    switch (kind) {
      case "hold":
        return this.#hold(workspace, { ...ctx });
      case "settle":
      case "release":
        return this.#end(kind, app);
      case "grant": {
        const expiresAt = new Date(app.clock.now().getTime() + random.int(1, 5) * MINUTE_MS);
        return fund(
          app.kernel,
          workspace.id,
          BigInt(random.int(1, 900)),
          random.chance(50) ? { expiresAt } : {},
        );
      }
      case "budget": {
        const limitMicroPt = String(random.pick([100, 1_000, 100_000]));
        const period = random.pick(["day", "month"] as const);
        return setBudget(ctx, {
          userId: random.chance(50) ? null : workspace.owner.id,
          period,
          limitMicroPt,
        }).then(({ id }) => this.told.budgets.push({ workspace, id }));
      }
      case "unbudget": {
        const budget = this.told.budgets.pop();
        if (budget === undefined) return Promise.resolve();
        return removeBudget({ ...budget.workspace.ctx, kernel: app.kernel }, budget.id);
      }
      case "lease": {
        const holds = this.told.holdIds.slice(-5);
        return extendLeases(
          app.kernel,
          holds.map((hold) => ({ workspaceId: hold.workspace.id, holdId: hold.id })),
          3 * MINUTE_MS,
        );
      }
      case "lapse":
        return releaseLapsedHolds(app.kernel);
      case "expire":
        return expireCredit(app.kernel);
    }
  }

  async #hold(workspace: TestWorkspace, ctx: TestWorkspace["ctx"]): Promise<void> {
    const key = this.#random.pick(this.#keys);
    // The amount follows from the key, but for a few: those are the ones to be refused.
    const amount = BigInt(key.length * 10 + (this.#random.chance(5) ? 1 : 0));
    const hold = await holdCredit(ctx, holdOf(amount, key, { leaseMs: 2 * MINUTE_MS }));
    if (hold.replayed) return;
    const at = `${workspace.id} ${key}`;
    this.told.newHolds.set(at, (this.told.newHolds.get(at) ?? 0) + 1);
    this.told.holdIds.push({ workspace, id: hold.id });
  }

  async #end(kind: "settle" | "release", app: TestApp): Promise<void> {
    const { holdIds, charged, contradictions, settledFirst } = this.told;
    if (holdIds.length === 0) return;
    const { workspace, id } = this.#random.pick(holdIds.slice(-40));
    const ctx = { ...workspace.ctx, kernel: app.kernel };
    if (kind === "release") return void (await releaseHold(ctx, id, "failed"));
    const costMicroPt = BigInt(this.#random.pick([0, 5, 50, 90]));
    const before = charged.get(id);
    const settled = await settleHold(ctx, { ...usage, holdId: id, costMicroPt });
    const figure = settled.chargedMicroPt;
    if (before !== undefined && figure !== before) contradictions.push(`${id}: ${before}, then ${figure}`);
    if (!settled.replayed) settledFirst.set(id, (settledFirst.get(id) ?? 0) + 1);
    // A lapsed hold of which nothing was charged yet answers zero and decides nothing.
    if (settled.replayed && figure === 0n) return;
    const known = charged.get(id) ?? figure;
    if (known !== figure) contradictions.push(`${id}: ${known} and ${figure} at once`);
    charged.set(id, figure);
  }
}

async function keysPostedTwice(): Promise<unknown[]> {
  const { rows } = await here.adminPool.query(
    `select workspace_id, idempotency_key from ledger.transaction group by 1, 2 having count(*) > 1`,
  );
  return rows;
}

/** Budgets whose held figure is not the sum of the open holds that they bound. */
async function wrongBudgets(): Promise<unknown[]> {
  const { rows } = await here.adminPool.query(
    `select b.id, b.held, sum(h.amount) from ledger.budget b
     left join ledger.open_hold h on h.workspace_id = b.workspace_id and b.id = any (h.budgets)
     group by b.workspace_id, b.id having b.held <> coalesce(sum(h.amount), 0)`,
  );
  return rows;
}

describe("bursts of random operations from two processes", () => {
  it.each([11, 23, 77])(
    "keep the books true after every burst: seed %i",
    async (seed) => {
      const workspaces = await Promise.all(Array.from({ length: 3 }, () => newWorkspace(here.kernel)));
      for (const workspace of workspaces) await fund(here.kernel, workspace.id, 2_000n);
      const bursts = new Bursts(seed, workspaces);
      for (let burst = 1; burst <= BURSTS; burst += 1) {
        const results = await Promise.allSettled(
          Array.from({ length: OPERATIONS }, () => bursts.operation()),
        );
        const unexpected = results.flatMap((result) =>
          result.status === "rejected" && !isRefusal(result.reason) ? [String(result.reason)] : [],
        );
        const where = `seed ${seed}, burst ${burst}`;
        expect(unexpected, where).toEqual([]);
        expect(await faultsInBooks(here.adminPool), where).toEqual([]);
        expect(await wrongBudgets(), where).toEqual([]);
        here.clock.advance(MINUTE_MS);
      }
      expect(await keysPostedTwice()).toEqual([]);
      expect([...bursts.told.newHolds].filter(([, times]) => times !== 1)).toEqual([]);
      expect([...bursts.told.settledFirst].filter(([, times]) => times !== 1)).toEqual([]);
      expect(bursts.told.contradictions).toEqual([]);
      expect(bursts.told.newHolds.size).toBeGreaterThan(20);
      expect(bursts.told.settledFirst.size).toBeGreaterThan(10);
    },
    60_000,
  );
});

function isRefusal(error: unknown): boolean {
  return error instanceof AppError && REFUSALS.has(error.code);
}
