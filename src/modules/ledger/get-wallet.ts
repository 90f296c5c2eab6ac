import { sql } from "kysely";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import type { Tx } from "../../kernel/db/types.ts";
import { requirePermission, workspaceOf } from "../../kernel/permissions.ts";
import { lowBalancePercent } from "../workspaces/index.ts";
import type { Wallet } from "./contract.ts";

export interface WalletRow {
  available: bigint;
  held: bigint;
  used: bigint;
  expired: bigint;
  funded: bigint;
  absorbed: bigint;
  unattributed: bigint;
}

interface GrantRow {
  id: string;
  source: Wallet["grants"][number]["source"];
  amount: bigint;
  remaining: bigint;
  granted_at: Date;
  expires_at: Date | null;
}

const EMPTY: WalletRow = {
  available: 0n,
  held: 0n,
  used: 0n,
  expired: 0n,
  funded: 0n,
  absorbed: 0n,
  unattributed: 0n,
};

/** Balances of the workspace, exact at the moment of reading. */
export async function getWallet(ctx: Ctx): Promise<Wallet> {
  requirePermission(ctx, "chat.read");
  return inTransaction(ctx, async (tx, scoped) => {
    const wallet = await loadWallet(tx, workspaceOf(ctx));
    // Usage is burned from the grants lazily; a reader sees what will be left once it is.
    const grants = await sql<GrantRow>`
      select id, source, amount, least(remaining, upto - ${wallet.unattributed.toString()}::bigint)::bigint as remaining,
        granted_at, expires_at
      from (
        select g.*, sum(remaining) over (order by expires_at nulls last, granted_at, id) as upto
        from ledger.grant g where workspace_id = ${workspaceOf(ctx)} and remaining > 0) standing
      where upto > ${wallet.unattributed.toString()}::bigint
      order by expires_at nulls last, granted_at, id limit 100`.execute(tx);
    return present(wallet, grants.rows, await lowBalancePercent(scoped));
  });
}

export async function loadWallet(tx: Tx, workspaceId: string): Promise<WalletRow> {
  const { rows } = await sql<WalletRow>`
    select available, held, used, expired, funded, absorbed, unattributed
    from ledger.wallet where workspace_id = ${workspaceId}`.execute(tx);
  return rows[0] ?? EMPTY;
}

function present(wallet: WalletRow, grants: readonly GrantRow[], warnPercent: number): Wallet {
  const received = grants.reduce((sum, grant) => sum + grant.amount, 0n);
  return {
    availableMicroPt: wallet.available.toString(),
    heldMicroPt: wallet.held.toString(),
    usedMicroPt: wallet.used.toString(),
    expiredMicroPt: wallet.expired.toString(),
    fundedMicroPt: wallet.funded.toString(),
    absorbedMicroPt: wallet.absorbed.toString(),
    low: wallet.available * 100n <= received * BigInt(warnPercent),
    grants: grants.map((grant) => ({
      id: grant.id,
      source: grant.source,
      amountMicroPt: grant.amount.toString(),
      remainingMicroPt: grant.remaining.toString(),
      grantedAt: grant.granted_at.toISOString(),
      expiresAt: grant.expires_at?.toISOString() ?? null,
    })),
  };
}
