import type pg from "pg";

interface Check {
  readonly fault: string;
  /** Rows are what is wrong; past row-level security, over all workspaces. */
  readonly sql: string;
}

const CHECKS: readonly Check[] = [
  {
    fault: "entries of a transaction do not sum to zero",
    sql: `select workspace_id, sequence from ledger.entry group by 1, 2 having sum(amount) <> 0`,
  },
  {
    fault: "a wallet is not the sum of its entries",
    sql: `select w.workspace_id from ledger.wallet w
      left join (select workspace_id, sum(funded) as funded, sum(absorbed) as absorbed, sum(available) as available,
          sum(held) as held, sum(used) as used, sum(expired) as expired, count(*) as postings
        from ledger.transaction group by 1) t using (workspace_id)
      where (w.funded, w.absorbed, w.available, w.held, w.used, w.expired, w.last_sequence) is distinct from
        (coalesce(t.funded, 0), coalesce(t.absorbed, 0), coalesce(t.available, 0), coalesce(t.held, 0),
         coalesce(t.used, 0), coalesce(t.expired, 0), coalesce(t.postings, 0))`,
  },
  {
    fault: "a running balance does not follow from the one before",
    sql: `select workspace_id, sequence from (
        select workspace_id, sequence, balance_after,
          sum(available + held) over (partition by workspace_id order by sequence) as expected
        from ledger.transaction) t where balance_after <> expected`,
  },
  {
    fault: "what is held is not the sum of the open holds",
    sql: `select w.workspace_id from ledger.wallet w
      left join (select workspace_id, sum(amount) as amount from ledger.open_hold group by 1) h using (workspace_id)
      where w.held <> coalesce(h.amount, 0)`,
  },
  {
    fault: "a hold was closed more or less than once",
    sql: `select t.workspace_id, t.hold_id from ledger.transaction t
      left join ledger.open_hold o on o.workspace_id = t.workspace_id and o.id = t.hold_id
      where t.hold_id is not null group by 1, 2
      having count(*) filter (where t.kind = 'hold') <> 1 or sum(t.held) <> coalesce(max(o.amount), 0)
        or count(*) filter (where t.kind = 'usage') > 1`,
  },
  {
    fault: "the grants do not hold what the wallet owns",
    sql: `select w.workspace_id from ledger.wallet w
      left join (select workspace_id, sum(remaining) as remaining from ledger.grant group by 1) g using (workspace_id)
      where coalesce(g.remaining, 0) - w.unattributed <> w.available + w.held`,
  },
];

/** Every way in which the ledger does not add up, in words; an empty list when the books balance. */
export async function faultsInBooks(admin: pg.Pool): Promise<string[]> {
  const faults: string[] = [];
  for (const { fault, sql } of CHECKS) {
    const { rows } = await admin.query(`${sql} limit 3`);
    if (rows.length > 0) faults.push(`${fault}: ${JSON.stringify(rows)}`);
  }
  return faults;
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
export async function booksOf(adminPool: pg.Pool, workspaceId: string): Promise<Books> {
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
