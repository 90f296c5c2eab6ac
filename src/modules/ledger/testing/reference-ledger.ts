import { ReferenceBudgets } from "./reference-budgets.ts";

interface Lot {
  readonly id: string;
  readonly expiresAt: number | null;
  readonly grantedAt: number;
  remaining: bigint;
}

interface OpenHold {
  readonly amount: bigint;
  lease: number;
  readonly budgets: readonly string[];
  readonly userId: string | null;
}

interface Closed {
  readonly amount: bigint;
  readonly lapsed: boolean;
  readonly userId: string | null;
  charged: bigint;
  chargedLate: boolean;
}

export type HoldOutcome = "ok" | "replayed" | "mismatch" | "insufficient" | "budget";
export type SettleOutcome = "unknown" | { readonly charged: bigint; readonly replayed: boolean };

/**
 * One workspace's ledger as one would write it without a database: every charge burns its grants at once, soonest
 * expiry first, one operation after the other. What the real one does must come out the same.
 */
export class ReferenceLedger {
  available = 0n;
  held = 0n;
  used = 0n;
  expired = 0n;
  funded = 0n;
  absorbed = 0n;
  readonly budgets = new ReferenceBudgets();
  readonly #lots: Lot[] = [];
  readonly #open = new Map<string, OpenHold>();
  readonly #closed = new Map<string, Closed>();
  readonly #keys = new Map<string, bigint>();

  get openHolds(): string[] {
    return [...this.#open.keys()];
  }

  /** Ended holds, but not those charged late. */
  get closedHolds(): string[] {
    return [...this.#closed].filter(([, hold]) => !hold.chargedLate).map(([id]) => id);
  }

  /** What is left of each grant that has something left, in the order in which they burn. */
  get remaining(): [string, string][] {
    return this.#lots.filter((lot) => lot.remaining > 0n).map((lot) => [lot.id, lot.remaining.toString()]);
  }

  grant(id: string, amount: bigint, expiresAt: number | null, now: number): void {
    this.#lots.push({ id, expiresAt, grantedAt: now, remaining: amount });
    this.#lots.sort(inOrderOfExpiry);
    this.funded += amount;
    this.available += amount;
  }

  hold(
    key: string,
    id: string,
    amount: bigint,
    lease: number,
    userId: string | null,
    now: number,
  ): HoldOutcome {
    this.expire(now);
    const earlier = this.#keys.get(key);
    if (earlier !== undefined) return earlier === amount ? "replayed" : "mismatch";
    if (this.available < amount) return "insufficient";
    const budgets = this.budgets.reserve(userId, amount, now);
    if (budgets === null) return "budget";
    this.available -= amount;
    this.held += amount;
    this.#keys.set(key, amount);
    this.#open.set(id, { amount, lease, budgets, userId });
    return "ok";
  }

  settle(id: string, cost: bigint, now: number, lapsed = false): SettleOutcome {
    this.expire(now);
    const hold = this.#open.get(id);
    if (hold === undefined) return this.#settleClosed(id, cost, now);
    const charged = least(cost, hold.amount);
    this.#open.delete(id);
    this.#closed.set(id, { amount: hold.amount, lapsed, userId: hold.userId, charged, chargedLate: false });
    this.held -= hold.amount;
    this.available += hold.amount - charged;
    this.#charge(cost, charged);
    this.budgets.charge(hold.budgets, hold.amount, charged, now);
    return { charged, replayed: false };
  }

  /** Returns a hold; one that has ended stays as it ended. */
  release(id: string, now: number): SettleOutcome {
    if (this.#open.has(id)) return this.settle(id, 0n, now);
    this.expire(now);
    const closed = this.#closed.get(id);
    return closed === undefined ? "unknown" : { charged: closed.charged, replayed: true };
  }

  extend(ids: readonly string[], lease: number): number {
    let extended = 0;
    for (const id of ids) {
      const hold = this.#open.get(id);
      if (hold === undefined || hold.lease >= lease) continue;
      hold.lease = lease;
      extended += 1;
    }
    return extended;
  }

  releaseLapsed(now: number): void {
    for (const [id, hold] of [...this.#open]) if (hold.lease <= now) this.settle(id, 0n, now, true);
  }

  /** What is held counts as taken from the soonest expiry, so it does not lapse before the hold ends. */
  expire(now: number): void {
    let backing = this.held;
    for (const lot of this.#lots) {
      if (lot.expiresAt === null || lot.expiresAt > now) continue;
      const kept = least(lot.remaining, backing);
      backing -= kept;
      this.available -= lot.remaining - kept;
      this.expired += lot.remaining - kept;
      lot.remaining = kept;
    }
  }

  #settleClosed(id: string, cost: bigint, now: number): SettleOutcome {
    const closed = this.#closed.get(id);
    if (closed === undefined) return "unknown";
    if (!closed.lapsed || closed.chargedLate) return { charged: closed.charged, replayed: true };
    const charged = least(cost, closed.amount, this.available);
    closed.charged = charged;
    closed.chargedLate = true;
    this.available -= charged;
    this.#charge(cost, charged);
    this.budgets.chargeLate(closed.userId, charged, now);
    return { charged, replayed: false };
  }

  #charge(cost: bigint, charged: bigint): void {
    this.used += cost;
    this.absorbed += cost - charged;
    let left = charged;
    for (const lot of this.#lots) {
      const part = least(lot.remaining, left);
      lot.remaining -= part;
      left -= part;
    }
    if (left > 0n) throw new Error("More was charged than all grants together hold.");
  }
}

function inOrderOfExpiry(a: Lot, b: Lot): number {
  const expiry = (a.expiresAt ?? Number.POSITIVE_INFINITY) - (b.expiresAt ?? Number.POSITIVE_INFINITY);
  if (expiry !== 0 && !Number.isNaN(expiry)) return expiry;
  return a.grantedAt - b.grantedAt || (a.id < b.id ? -1 : 1);
}

function least(first: bigint, ...others: bigint[]): bigint {
  let smallest = first;
  for (const one of others) if (one < smallest) smallest = one;
  return smallest;
}
