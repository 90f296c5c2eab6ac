import type { Ctx } from "../../../kernel/ctx.ts";
import type { TestApp } from "../../../testing/app.ts";
import { newMember, newWorkspace } from "../../../testing/people.ts";
import { listBudgets, removeBudget, setBudget } from "../budgets.ts";
import { extendLeases } from "../extend-leases.ts";
import { getWallet } from "../get-wallet.ts";
import { holdCredit } from "../hold-credit.ts";
import { releaseHold, settleHold } from "../settle-hold.ts";
import { expireCredit, releaseLapsedHolds } from "../sweep.ts";
import { fund, holdOf } from "./fund.ts";
import { outcomeOfHold, outcomeOfSettling } from "./outcome.ts";
import { ReferenceLedger } from "./reference-ledger.ts";
import { type Seeded, seeded } from "./seeded.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const USAGE = { model: "parley/local", inputTokens: 1, outputTokens: 1, details: {} };

const WEIGHTS = {
  grant: 9,
  hold: 30,
  holdAgain: 4,
  settle: 22,
  settleAgain: 5,
  release: 6,
  releaseAgain: 2,
  extend: 4,
  advance: 9,
  sweep: 5,
  expire: 4,
  setBudget: 6,
  removeBudget: 3,
} as const;

/** What both sides say of one step: they must be equal. */
export interface Step {
  readonly what: string;
  readonly real: unknown;
  readonly expected: unknown;
}

/** A workspace in the real ledger and its twin in the reference, led through the same random steps. */
export class RandomWalk {
  readonly reference = new ReferenceLedger();
  readonly workspaceId: string;
  readonly #app: TestApp;
  readonly #people: readonly Ctx[];
  readonly #random: Seeded;
  readonly #keys: { key: string; amount: bigint }[] = [];
  readonly #owner: Ctx;

  private constructor(app: TestApp, people: readonly [Ctx, ...Ctx[]], workspaceId: string, seed: number) {
    this.#app = app;
    this.#people = people;
    this.#owner = people[0];
    this.workspaceId = workspaceId;
    this.#random = seeded(seed);
  }

  static async begin(app: TestApp, seed: number): Promise<RandomWalk> {
    const workspace = await newWorkspace(app.kernel);
    const noah = await newMember(workspace, "member");
    return new RandomWalk(app, [workspace.ctx, noah.inside], workspace.id, seed);
  }

  async step(): Promise<Step> {
    const step = this.#random.weighted(WEIGHTS);
    switch (step) {
      case "grant":
        return this.#grant();
      case "hold":
        return this.#hold(this.#app.kernel.newId(), this.#amount());
      case "holdAgain":
        return this.#holdAgain();
      case "settle":
        return this.#settle(this.reference.openHolds);
      case "settleAgain":
        return this.#settle(this.reference.closedHolds);
      case "release":
        return this.#release(this.reference.openHolds);
      case "releaseAgain":
        return this.#release(this.reference.closedHolds);
      case "extend":
        return this.#extend();
      case "advance":
        return this.#advance();
      case "sweep":
      case "expire":
        return this.#sweep(step === "sweep");
      case "setBudget":
        return this.#setBudget();
      case "removeBudget":
        return this.#removeBudget();
    }
  }

  /** Balances, what is left of each grant, and the figures of each budget. */
  async standing(): Promise<Step> {
    const wallet = await getWallet(this.#owner);
    const budgets = await listBudgets(this.#owner);
    const { available, held, used, expired, funded, absorbed, remaining } = this.reference;
    return {
      what: "standing",
      real: {
        available: wallet.availableMicroPt,
        held: wallet.heldMicroPt,
        used: wallet.usedMicroPt,
        expired: wallet.expiredMicroPt,
        funded: wallet.fundedMicroPt,
        absorbed: wallet.absorbedMicroPt,
        remaining: wallet.grants.map((grant) => [grant.id, grant.remainingMicroPt]),
        budgets: new Map(
          budgets.map((one) => [one.id, `${one.limitMicroPt}/${one.spentMicroPt}/${one.heldMicroPt}`]),
        ),
      },
      expected: {
        available: available.toString(),
        held: held.toString(),
        used: used.toString(),
        expired: expired.toString(),
        funded: funded.toString(),
        absorbed: absorbed.toString(),
        remaining,
        budgets: this.reference.budgets.figures(this.#now()),
      },
    };
  }

  #now(): number {
    return this.#app.clock.now().getTime();
  }

  #amount(): bigint {
    return BigInt(this.#random.chance(10) ? this.#random.int(1_000, 4_000) : this.#random.int(1, 300));
  }

  async #grant(): Promise<Step> {
    const amount = BigInt(this.#random.int(1, 1_500));
    const expiresAt = this.#random.chance(60) ? this.#now() + this.#random.int(1, 40) * 6 * HOUR_MS : null;
    const granted = await fund(this.#app.kernel, this.workspaceId, amount, {
      expiresAt: expiresAt === null ? null : new Date(expiresAt),
    });
    this.reference.grant(granted.grantId, amount, expiresAt, this.#now());
    return { what: `grant ${amount}`, real: granted.amountMicroPt, expected: amount };
  }

  async #hold(key: string, amount: bigint): Promise<Step> {
    const ctx = this.#random.pick(this.#people);
    const userId = ctx.actor.kind === "user" ? ctx.actor.userId : null;
    const id = this.#app.kernel.newId();
    const leaseMs = this.#random.pick([HOUR_MS, 12 * HOUR_MS, 3 * DAY_MS]);
    const real = await outcomeOfHold(holdCredit(ctx, holdOf(amount, key, { leaseMs }), id));
    const now = this.#now();
    const expected = this.reference.hold(key, id, amount, now + leaseMs, userId, now);
    if (expected === "ok") this.#keys.push({ key, amount });
    return { what: `hold ${amount}`, real, expected };
  }

  async #holdAgain(): Promise<Step> {
    if (this.#keys.length === 0) return this.#grant();
    const { key, amount } = this.#random.pick(this.#keys);
    return this.#hold(key, this.#random.chance(70) ? amount : amount + 1n);
  }

  async #settle(ids: readonly string[]): Promise<Step> {
    const holdId = ids.length === 0 ? this.#app.kernel.newId() : this.#random.pick(ids);
    const costMicroPt = BigInt(this.#random.pick([0, 1, 20, 100, 299, 300, 5_000, this.#random.int(0, 400)]));
    const real = await outcomeOfSettling(settleHold(this.#owner, { ...USAGE, holdId, costMicroPt }));
    const expected = this.reference.settle(holdId, costMicroPt, this.#now());
    return { what: `settle ${costMicroPt}`, real, expected };
  }

  async #release(ids: readonly string[]): Promise<Step> {
    const holdId = ids.length === 0 ? this.#app.kernel.newId() : this.#random.pick(ids);
    const real = await outcomeOfSettling(releaseHold(this.#owner, holdId, "failed"));
    return { what: "release", real, expected: this.reference.release(holdId, this.#now()) };
  }

  async #extend(): Promise<Step> {
    const ids = [...this.reference.openHolds.slice(0, 5), this.#app.kernel.newId()];
    const leaseMs = this.#random.int(1, 48) * HOUR_MS;
    const holds = ids.map((holdId) => ({ workspaceId: this.workspaceId, holdId }));
    const real = await extendLeases(this.#app.kernel, holds, leaseMs);
    return { what: "extend", real, expected: this.reference.extend(ids, this.#now() + leaseMs) };
  }

  async #advance(): Promise<Step> {
    const ms = this.#random.pick([1, HOUR_MS, 6 * HOUR_MS, DAY_MS, 3 * DAY_MS]);
    this.#app.clock.advance(ms);
    return { what: `advance ${ms} ms`, real: null, expected: null };
  }

  /** Lapsed holds come back in no certain order, so the expiry that follows is always swept with them. */
  async #sweep(lapsed: boolean): Promise<Step> {
    if (lapsed) await releaseLapsedHolds(this.#app.kernel);
    await expireCredit(this.#app.kernel);
    if (lapsed) this.reference.releaseLapsed(this.#now());
    this.reference.expire(this.#now());
    return { what: lapsed ? "sweep lapsed holds" : "sweep expired grants", real: null, expected: null };
  }

  async #setBudget(): Promise<Step> {
    const person = this.#random.pick(this.#people).actor;
    const userId = person.kind === "user" && this.#random.chance(60) ? person.userId : null;
    const period = this.#random.pick(["day", "month"] as const);
    const limit = BigInt(this.#random.pick([0, 200, 1_000, 5_000, 50_000]));
    const budget = await setBudget(this.#owner, { userId, period, limitMicroPt: limit.toString() });
    this.reference.budgets.set(budget.id, userId, period, limit, this.#now());
    return { what: `budget ${period} ${limit}`, real: budget.limitMicroPt, expected: limit.toString() };
  }

  async #removeBudget(): Promise<Step> {
    const { ids } = this.reference.budgets;
    if (ids.length === 0) return this.#setBudget();
    const id = this.#random.pick(ids);
    await removeBudget(this.#owner, id);
    this.reference.budgets.remove(id);
    return { what: "remove budget", real: null, expected: null };
  }
}
