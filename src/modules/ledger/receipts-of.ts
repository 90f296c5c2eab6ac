import { sql } from "kysely";
import { z } from "zod";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { workspaceOf } from "../../kernel/permissions.ts";

/** What became of a hold, as the journal has it. Held less charged was returned. */
export interface HoldReceipt {
  readonly holdId: string;
  readonly heldMicroPt: bigint;
  readonly chargedMicroPt: bigint;
  /** Credit owned by the workspace right after the settlement. */
  readonly balanceMicroPt: bigint;
  readonly model: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cachedInputTokens: number;
  readonly reasoningTokens: number;
  readonly usageSource: "provider" | "counted";
  readonly priceVersion: string;
}

interface Row {
  hold_id: string;
  held: bigint;
  charged: bigint;
  balance_after: bigint;
  model: string | null;
  input_tokens: number | null;
  output_tokens: number | null;
  details: unknown;
}

const detailsSchema = z.object({
  cachedInputTokens: z.number().default(0),
  reasoningTokens: z.number().default(0),
  usageSource: z.enum(["provider", "counted"]).default("counted"),
  priceVersion: z.string().default(""),
});

/** Receipts of settled holds of the workspace, by hold id; open and unknown ones are left out. */
export async function receiptsOf(ctx: Ctx, holdIds: readonly string[]): Promise<Map<string, HoldReceipt>> {
  if (holdIds.length === 0) return new Map();
  const keys = holdIds.flatMap((id) => [`settle:${id}`, `late:${id}`]);
  const { rows } = await inTransaction(ctx, (tx) =>
    sql<Row>`
      select s.hold_id, -s.held as held, coalesce(-late.available, -s.held - s.available) as charged,
        coalesce(late.balance_after, s.balance_after) as balance_after, coalesce(late.model, s.model) as model,
        coalesce(late.input_tokens, s.input_tokens) as input_tokens,
        coalesce(late.output_tokens, s.output_tokens) as output_tokens, coalesce(late.details, s.details) as details
      from ledger.transaction s
      left join ledger.transaction late on late.workspace_id = s.workspace_id
        and late.idempotency_key = 'late:' || s.hold_id and late.idempotency_key = any (${keys})
      where s.workspace_id = ${workspaceOf(ctx)} and s.idempotency_key = any (${keys})
        and s.idempotency_key like 'settle:%'`.execute(tx),
  );
  return new Map(rows.map((row) => [row.hold_id, toReceipt(row)]));
}

function toReceipt(row: Row): HoldReceipt {
  const details = detailsSchema.parse(row.details);
  return {
    holdId: row.hold_id,
    heldMicroPt: row.held,
    chargedMicroPt: row.charged,
    balanceMicroPt: row.balance_after,
    model: row.model ?? "",
    inputTokens: row.input_tokens ?? 0,
    outputTokens: row.output_tokens ?? 0,
    ...details,
  };
}
