import type { Pool } from "pg";
import { type Ctx, systemCtx } from "../../../kernel/ctx.ts";
import type { Kernel } from "../../../kernel/kernel.ts";
import { GRANT_PERMISSION, type GrantInput, grantCredit } from "../grant-credit.ts";
import type { HoldInput } from "../hold-credit.ts";

/** The operator in the workspace, who may grant. */
export function operatorIn(kernel: Kernel, workspaceId: string): Ctx {
  return systemCtx(kernel, { kind: "operator" }, workspaceId, [GRANT_PERMISSION]);
}

export function fund(
  kernel: Kernel,
  workspaceId: string,
  amountMicroPt: bigint,
  more: Partial<GrantInput> = {},
) {
  return grantCredit(operatorIn(kernel, workspaceId), {
    idempotencyKey: kernel.newId(),
    amountMicroPt,
    source: "operator",
    expiresAt: null,
    note: "",
    ...more,
  });
}

export function holdOf(
  amountMicroPt: bigint,
  idempotencyKey: string,
  more: Partial<HoldInput> = {},
): HoldInput {
  return {
    idempotencyKey,
    amountMicroPt,
    leaseMs: 60_000,
    purpose: "chat",
    subjectId: null,
    model: "parley/local",
    ...more,
  };
}

export interface Books {
  readonly available: bigint;
  readonly held: bigint;
  readonly used: bigint;
  readonly expired: bigint;
  readonly absorbed: bigint;
  readonly openHolds: bigint;
  /** Transactions whose entries do not sum to zero. */
  readonly unbalanced: bigint;
  /** Accounts whose column in the wallet is not the sum of their entries. */
  readonly wrongAccounts: bigint;
  readonly transactions: bigint;
}

/** The books as they stand in the database, read past every policy. */
export async function booksOf(adminPool: Pool, workspaceId: string): Promise<Books> {
  const { rows } = await adminPool.query<Record<keyof Books, string>>(
    `with sums as (
       select account, sum(amount) as total from ledger.entry where workspace_id = $1 group by account)
     select w.available, w.held, w.used, w.expired, w.absorbed,
       (select coalesce(sum(amount), 0) from ledger.open_hold h where h.workspace_id = $1) as "openHolds",
       (select count(*) from (select 1 from ledger.entry where workspace_id = $1
          group by transaction_id having sum(amount) <> 0) bad) as unbalanced,
       (select count(*) from (values ('available', w.available), ('held', w.held), ('used', w.used),
          ('expired', w.expired), ('funded', -w.funded), ('absorbed', -w.absorbed)) as a (account, kept)
          left join sums using (account) where coalesce(total, 0) <> kept) as "wrongAccounts",
       (select count(*) from ledger.transaction t where t.workspace_id = $1) as transactions
     from ledger.wallet w where w.workspace_id = $1`,
    [workspaceId],
  );
  const row = rows[0];
  if (row === undefined) throw new Error("There is no wallet.");
  return {
    available: BigInt(row.available),
    held: BigInt(row.held),
    used: BigInt(row.used),
    expired: BigInt(row.expired),
    absorbed: BigInt(row.absorbed),
    openHolds: BigInt(row.openHolds),
    unbalanced: BigInt(row.unbalanced),
    wrongAccounts: BigInt(row.wrongAccounts),
    transactions: BigInt(row.transactions),
  };
}

/** What must be true at any moment. */
export const BALANCED = { unbalanced: 0n, wrongAccounts: 0n } as const;
