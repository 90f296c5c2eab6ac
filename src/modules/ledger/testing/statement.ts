import type { z } from "zod";
import type { Ctx } from "../../../kernel/ctx.ts";
import type { StatementEntry, statementQuery } from "../contract.ts";
import { type HoldInput, holdCredit } from "../hold-credit.ts";
import { listStatement } from "../list-statement.ts";
import { type Settlement, settleHold } from "../settle-hold.ts";
import { holdOf } from "./fund.ts";

/** Holds and settles in one go, as an answer does. */
export async function spend(
  ctx: Ctx,
  amountMicroPt: bigint,
  more: Partial<HoldInput> = {},
  details: Record<string, string> = {},
): Promise<Settlement> {
  const hold = await holdCredit(ctx, holdOf(amountMicroPt, ctx.kernel.newId(), more));
  const model = more.model ?? "parley/local";
  return settleHold(ctx, {
    holdId: hold.id,
    costMicroPt: amountMicroPt,
    model,
    inputTokens: 10,
    outputTokens: 20,
    details,
  });
}

type Query = Partial<z.output<typeof statementQuery>>;

export function page(ctx: Ctx, query: Query = {}) {
  return listStatement(ctx, { limit: 50, includeHolds: false, ...query });
}

/** All pages put together. @param between is called before each page but the first */
export async function wholeStatement(
  ctx: Ctx,
  query: Query = {},
  between?: () => Promise<unknown>,
): Promise<StatementEntry[]> {
  const entries: StatementEntry[] = [];
  let cursor: string | null = null;
  do {
    if (cursor !== null) await between?.();
    const next: Awaited<ReturnType<typeof page>> = await page(ctx, {
      ...query,
      ...(cursor === null ? {} : { cursor }),
    });
    entries.push(...next.items);
    cursor = next.nextCursor;
  } while (cursor !== null);
  return entries;
}
