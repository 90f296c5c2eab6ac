import { systemCtx } from "../../kernel/ctx.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import { announceWallet } from "./internal/announce.ts";
import { releaseHold } from "./settle-hold.ts";

/** Holds released and wallets visited by one round; the rest waits for the next. */
const ROUND = 500;

/** Returns the credit of holds whose lease has lapsed: their process died and nobody settled. */
export async function releaseLapsedHolds(kernel: Kernel): Promise<number> {
  const { rows } = await kernel.db.pool.query<{ workspace_id: string; hold_id: string }>(
    "select workspace_id, hold_id from ledger.lapsed_holds($1, $2)",
    [kernel.clock.now(), ROUND],
  );
  for (const row of rows) {
    const ctx = systemCtx(kernel, { kind: "job", name: "ledger.release-lapsed-holds" }, row.workspace_id);
    // One that cannot be returned must not keep the others waiting.
    try {
      await releaseHold(ctx, row.hold_id, "lease-expired");
    } catch (error) {
      kernel.log.error({ err: error, holdId: row.hold_id }, "A lapsed hold could not be released");
    }
  }
  return rows.length;
}

/** Takes away credit whose grant has expired, also in workspaces that are not in use. */
export async function expireCredit(kernel: Kernel): Promise<number> {
  const { rows } = await kernel.db.pool.query<{ workspace_id: string }>(
    "select workspace_id from ledger.sweep_expired_grants($1, $2) where expired > 0",
    [kernel.clock.now(), ROUND],
  );
  for (const row of rows) announceWallet(kernel, row.workspace_id);
  return rows.length;
}
