type Period = "day" | "month";

interface Budget {
  readonly id: string;
  readonly userId: string | null;
  readonly period: Period;
  limit: bigint;
  spent: bigint;
  held: bigint;
  start: number;
}

/** Bounds per day and month, UTC, of a workspace and its members. */
export class ReferenceBudgets {
  readonly #budgets = new Map<string, Budget>();

  get ids(): string[] {
    return [...this.#budgets.keys()];
  }

  /** A second one for the same person and period changes the limit of the first and nothing else. */
  set(id: string, userId: string | null, period: Period, limit: bigint, now: number): void {
    const existing = [...this.#budgets.values()].find(
      (one) => one.userId === userId && one.period === period,
    );
    if (existing !== undefined) existing.limit = limit;
    else
      this.#budgets.set(id, { id, userId, period, limit, spent: 0n, held: 0n, start: startOf(period, now) });
  }

  remove(id: string): void {
    this.#budgets.delete(id);
  }

  /** @returns the budgets that the hold is counted in, or null when one of them is full */
  reserve(userId: string | null, amount: bigint, now: number): string[] | null {
    const bound = [...this.#budgets.values()].filter((one) => one.userId === null || one.userId === userId);
    for (const budget of bound) {
      if (spentAt(budget, now) + budget.held + amount > budget.limit) return null;
    }
    for (const budget of bound) {
      begin(budget, now);
      budget.held += amount;
    }
    return bound.map((budget) => budget.id);
  }

  charge(ids: readonly string[], held: bigint, charged: bigint, now: number): void {
    for (const id of ids) {
      const budget = this.#budgets.get(id);
      if (budget === undefined) continue;
      begin(budget, now);
      budget.held -= held;
      budget.spent += charged;
    }
  }

  /** After its hold has lapsed: counted in the budgets that bind the person now. */
  chargeLate(userId: string | null, charged: bigint, now: number): void {
    const bound = [...this.#budgets.values()].filter((one) => one.userId === null || one.userId === userId);
    this.charge(
      bound.map((budget) => budget.id),
      0n,
      charged,
      now,
    );
  }

  /** Limit, spent and held of each, as a person sees them at that moment. */
  figures(now: number): Map<string, string> {
    return new Map(
      [...this.#budgets.values()].map((one) => [one.id, `${one.limit}/${spentAt(one, now)}/${one.held}`]),
    );
  }
}

function begin(budget: Budget, now: number): void {
  budget.spent = spentAt(budget, now);
  budget.start = Math.max(budget.start, startOf(budget.period, now));
}

function spentAt(budget: Budget, now: number): bigint {
  return startOf(budget.period, now) > budget.start ? 0n : budget.spent;
}

function startOf(period: Period, now: number): number {
  const date = new Date(now);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), period === "day" ? date.getUTCDate() : 1);
}
