import { sql } from "kysely";
import type { z } from "zod";
import { recordAudit } from "../../kernel/audit.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import type { Tx } from "../../kernel/db/types.ts";
import { notFound } from "../../kernel/errors.ts";
import { requirePermission, workspaceOf } from "../../kernel/permissions.ts";
import { memberNames } from "../workspaces/index.ts";
import { type budgetSchema, setBudgetInput } from "./contract.ts";

type Budget = z.infer<typeof budgetSchema>;

interface BudgetRow {
  id: string;
  user_id: string | null;
  period: Budget["period"];
  limit_amount: bigint;
  spent: bigint;
  held: bigint;
  resets_at: Date;
}

/** Bounds of the workspace and its members, with what this period has used of them. */
export async function listBudgets(ctx: Ctx): Promise<Budget[]> {
  requirePermission(ctx, "ledger.read");
  return inTransaction(ctx, async (tx) => (await selectBudgets(ctx, tx)).map(present));
}

/** Sets the bound of a member (or of all, `userId` null) per day or month, UTC. Holds in flight are not cut. */
export async function setBudget(ctx: Ctx, input: z.input<typeof setBudgetInput>): Promise<Budget> {
  requirePermission(ctx, "ledger.manage");
  const budget = setBudgetInput.parse(input);
  return inTransaction(ctx, async (tx, scoped) => {
    if (budget.userId !== null && !(await memberNames(scoped, [budget.userId])).has(budget.userId)) {
      throw notFound("member");
    }
    const { rows } = await sql<{ id: string }>`
      select ledger.put_budget(${workspaceOf(ctx)}, ${ctx.kernel.newId()}, ${budget.userId}, ${budget.period},
        ${budget.limitMicroPt}, ${ctx.kernel.clock.now()}) as id`.execute(tx);
    const id = rows[0]?.id ?? "";
    await recordAudit(ctx, tx, { action: "budget.set", target: { kind: "budget", id }, details: budget });
    const kept = (await selectBudgets(ctx, tx)).find((row) => row.id === id);
    if (kept === undefined) throw notFound("budget");
    return present(kept);
  });
}

export async function removeBudget(ctx: Ctx, budgetId: string): Promise<void> {
  requirePermission(ctx, "ledger.manage");
  await inTransaction(ctx, async (tx) => {
    const { rows } = await sql<{ gone: boolean }>`
      select ledger.remove_budget(${workspaceOf(ctx)}, ${budgetId}) as gone`.execute(tx);
    if (rows[0]?.gone !== true) throw notFound("budget");
    await recordAudit(ctx, tx, { action: "budget.removed", target: { kind: "budget", id: budgetId } });
  });
}

async function selectBudgets(ctx: Ctx, tx: Tx): Promise<BudgetRow[]> {
  const now = ctx.kernel.clock.now();
  const { rows } = await sql<BudgetRow>`
    select id, user_id, period, limit_amount, held,
      case when date_trunc(period, ${now}::timestamptz, 'UTC') > period_start then 0 else spent end as spent,
      date_trunc(period, ${now}::timestamptz, 'UTC') + ('1 ' || period)::interval as resets_at
    from ledger.budget where workspace_id = ${workspaceOf(ctx)}
    order by user_id nulls first, period limit 1000`.execute(tx);
  return rows;
}

function present(row: BudgetRow): Budget {
  return {
    id: row.id,
    userId: row.user_id,
    period: row.period,
    limitMicroPt: row.limit_amount.toString(),
    spentMicroPt: row.spent.toString(),
    heldMicroPt: row.held.toString(),
    resetsAt: row.resets_at.toISOString(),
  };
}
