import { sql } from "kysely";
import { recordAudit } from "../../kernel/audit.ts";
import { actingUser, type Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { AppError, validationFailed } from "../../kernel/errors.ts";
import { MAX_AMOUNT_MICRO_PT } from "../../kernel/money.ts";
import { requirePermission, workspaceOf } from "../../kernel/permissions.ts";
import { announceWallet } from "./internal/announce.ts";

export type GrantSource = "starting" | "operator" | "plan" | "purchase" | "promotion";

export interface GrantInput {
  readonly idempotencyKey: string;
  readonly amountMicroPt: bigint;
  readonly source: GrantSource;
  readonly expiresAt: Date | null;
  /** For the statement: who gave it and why. */
  readonly note: string;
}

export interface GrantedCredit {
  readonly grantId: string;
  readonly amountMicroPt: bigint;
  readonly replayed: boolean;
}

/** Held by the command line and by modules that sell credit; no member of a workspace has it. */
export const GRANT_PERMISSION = "ledger.grant";

interface Row {
  outcome: "granted" | "replayed" | "mismatch" | "overflow";
  grant_id: string;
  amount: string;
}

/**
 * Adds credit. The same key again answers the first grant.
 * @throws AppError validation_failed for an impossible amount, idempotency_mismatch, limit_reached
 */
export async function grantCredit(ctx: Ctx, input: GrantInput): Promise<GrantedCredit> {
  requirePermission(ctx, GRANT_PERMISSION);
  const workspaceId = workspaceOf(ctx);
  if (input.amountMicroPt < 1n || input.amountMicroPt > MAX_AMOUNT_MICRO_PT) {
    throw validationFailed([{ path: "amount", reason: "Give more than 0 and at most 1,000,000,000 PT." }]);
  }
  const granted = await inTransaction(ctx, async (tx) => {
    const { kernel } = ctx;
    const result = await sql<Row>`
      select outcome, grant_id, amount::text from ledger.add_grant(
        ${workspaceId}, ${`grant:${input.idempotencyKey}`}, ${kernel.newId()}, ${input.amountMicroPt.toString()},
        ${input.source}, ${input.expiresAt}, ${actingUser(ctx)}, ${input.note}, ${kernel.clock.now()})`.execute(
      tx,
    );
    const row = result.rows[0];
    if (row === undefined) throw new Error("The ledger did not answer a grant.");
    if (row.outcome === "mismatch") {
      throw new AppError("idempotency_mismatch", "This key was used for another grant. Choose a new one.");
    }
    if (row.outcome === "overflow") {
      throw new AppError("limit_reached", "This workspace cannot hold so much credit. Grant less.");
    }
    if (row.outcome === "granted") {
      await recordAudit(ctx, tx, {
        action: "credit.granted",
        target: { kind: "grant", id: row.grant_id },
        details: { amountMicroPt: row.amount, source: input.source, note: input.note },
      });
    }
    return { grantId: row.grant_id, amountMicroPt: BigInt(row.amount), replayed: row.outcome === "replayed" };
  });
  if (!granted.replayed) announceWallet(ctx.kernel, workspaceId);
  return granted;
}
