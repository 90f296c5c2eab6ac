import { sql } from "kysely";
import type { z } from "zod";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import type { Tx } from "../../kernel/db/types.ts";
import { validationFailed } from "../../kernel/errors.ts";
import { requirePermission, workspaceOf } from "../../kernel/permissions.ts";
import type { statementSummarySchema, summaryQuery } from "./contract.ts";

interface Totals {
  opening: bigint;
  granted: bigint;
  charged: bigint;
  expired: bigint;
  corrected: bigint;
  postings: bigint;
  held_now: bigint;
  difference: bigint;
}

/** Days of a chart; of a longer period the newest. */
const DAYS = 400;

/**
 * A period as an equation that adds up, and the proof that the books balance: the difference between the
 * wallet and the sums of all its entries, which is 0. Without bounds: the current month, UTC; with one bound: its month.
 * @throws AppError validation_failed when the period ends before it begins
 */
export async function summariseStatement(
  ctx: Ctx,
  query: z.output<typeof summaryQuery>,
): Promise<z.infer<typeof statementSummarySchema>> {
  requirePermission(ctx, "ledger.read");
  const { from, to } = periodOf(query, ctx.kernel.clock.now());
  if (from > to)
    throw validationFailed([{ path: "to", reason: "Choose an end that is not before the start." }]);
  const workspaceId = workspaceOf(ctx);
  return inTransaction(ctx, async (tx) => {
    const totals = await selectTotals(tx, workspaceId, from, to);
    const closing = totals.opening + totals.granted - totals.charged - totals.expired + totals.corrected;
    return {
      from: from.toISOString(),
      to: to.toISOString(),
      openingMicroPt: totals.opening.toString(),
      grantedMicroPt: totals.granted.toString(),
      usedMicroPt: totals.charged.toString(),
      expiredMicroPt: totals.expired.toString(),
      correctedMicroPt: totals.corrected.toString(),
      closingMicroPt: closing.toString(),
      heldMicroPt: totals.held_now.toString(),
      postings: Number(totals.postings),
      differenceMicroPt: totals.difference.toString(),
      perDay: await selectPerDay(tx, workspaceId, from, to),
    };
  });
}

function periodOf({ from, to }: z.output<typeof summaryQuery>, now: Date): { from: Date; to: Date } {
  const end = to === undefined ? undefined : new Date(to);
  // An end at midnight of the first belongs to the month before.
  const start =
    from === undefined
      ? firstOfMonth(end === undefined ? now : new Date(end.getTime() - 1), 0)
      : new Date(from);
  return { from: start, to: end ?? firstOfMonth(start, 1) };
}

function firstOfMonth(date: Date, monthsLater: number): Date {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + monthsLater, 1));
}

/** One statement and so one snapshot: a posting between two reads would show as a difference. */
async function selectTotals(tx: Tx, workspaceId: string, from: Date, to: Date): Promise<Totals> {
  const { rows } = await sql<Totals>`
    with sums as (
      select
        coalesce(sum(available + held) filter (where at < ${from}), 0)::bigint as opening,
        coalesce(sum(available + held) filter (where kind = 'grant' and at >= ${from} and at < ${to}), 0)::bigint
          as granted,
        coalesce(-sum(available + held)
          filter (where kind in ('hold', 'usage', 'release') and at >= ${from} and at < ${to}), 0)::bigint as charged,
        coalesce(sum(expired) filter (where at >= ${from} and at < ${to}), 0)::bigint as expired,
        coalesce(sum(available + held) filter (where kind = 'correction' and at >= ${from} and at < ${to}), 0)::bigint
          as corrected,
        count(*) filter (where at >= ${from} and at < ${to}) as postings,
        coalesce(sum(t.funded), 0) as all_funded, coalesce(sum(t.absorbed), 0) as all_absorbed,
        coalesce(sum(t.available), 0) as all_available, coalesce(sum(t.held), 0) as all_held,
        coalesce(sum(t.used), 0) as all_used, coalesce(sum(t.expired), 0) as all_expired
      from ledger.transaction t where workspace_id = ${workspaceId})
    select opening, granted, charged, sums.expired, corrected, postings, coalesce(w.held, 0) as held_now,
      (abs(coalesce(w.funded, 0) - all_funded) + abs(coalesce(w.absorbed, 0) - all_absorbed)
        + abs(coalesce(w.available, 0) - all_available) + abs(coalesce(w.held, 0) - all_held)
        + abs(coalesce(w.used, 0) - all_used) + abs(coalesce(w.expired, 0) - all_expired))::bigint as difference
    from sums left join ledger.wallet w on w.workspace_id = ${workspaceId}`.execute(tx);
  const totals = rows[0];
  if (totals === undefined) throw new Error("The statement has no totals.");
  return totals;
}

async function selectPerDay(tx: Tx, workspaceId: string, from: Date, to: Date) {
  const { rows } = await sql<{ day: string; chat: bigint; api: bigint; other: bigint }>`
    select to_char(at at time zone 'UTC', 'YYYY-MM-DD') as day,
      coalesce(-sum(available + held) filter (where purpose = 'chat'), 0)::bigint as chat,
      coalesce(-sum(available + held) filter (where purpose = 'api'), 0)::bigint as api,
      coalesce(-sum(available + held) filter (where purpose not in ('chat', 'api')), 0)::bigint as other
    from ledger.transaction
    where workspace_id = ${workspaceId} and at >= ${from} and at < ${to} and kind = 'usage'
    group by 1 order by 1 desc limit ${DAYS}`.execute(tx);
  return rows.reverse().map((row) => ({
    day: row.day,
    chatMicroPt: row.chat.toString(),
    apiMicroPt: row.api.toString(),
    otherMicroPt: row.other.toString(),
  }));
}
