import type pg from "pg";

/** Sums of micro-PT over every workspace of the installation, and what does not add up. */
export interface BooksProof {
  readonly wallets: bigint;
  readonly postings: bigint;
  readonly fundedMicroPt: bigint;
  readonly absorbedMicroPt: bigint;
  readonly availableMicroPt: bigint;
  readonly heldMicroPt: bigint;
  readonly usedMicroPt: bigint;
  readonly expiredMicroPt: bigint;
  /** Workspaces whose wallet differs from its entries, or its held credit from its open holds; at most ten. */
  readonly unbalanced: readonly string[];
  /** Sum of all entries: 0 when the books balance. */
  readonly entriesMicroPt: bigint;
  /** Open holds whose lease ended more than a minute ago: nobody sweeps. */
  readonly lapsedHolds: bigint;
}

interface Row {
  readonly wallets: string;
  readonly postings: string;
  readonly funded: string;
  readonly absorbed: string;
  readonly available: string;
  readonly held: string;
  readonly used: string;
  readonly expired: string;
  readonly unbalanced: string[] | null;
  readonly entries: string;
  readonly lapsed: string;
}

/** One statement and so one snapshot: a posting between two reads would show as a difference. */
const PROOF = `
  with journal as (
    select workspace_id, count(*) as postings, sum(funded) as funded, sum(absorbed) as absorbed,
      sum(available) as available, sum(held) as held, sum(used) as used, sum(expired) as expired,
      max(sequence) as last_sequence
    from ledger.transaction group by workspace_id
  ), holds as (
    select workspace_id, sum(amount) as held from ledger.open_hold group by workspace_id
  )
  select count(*)::text as wallets, coalesce(sum(j.postings), 0)::text as postings,
    coalesce(sum(w.funded), 0)::text as funded, coalesce(sum(w.absorbed), 0)::text as absorbed,
    coalesce(sum(w.available), 0)::text as available, coalesce(sum(w.held), 0)::text as held,
    coalesce(sum(w.used), 0)::text as used, coalesce(sum(w.expired), 0)::text as expired,
    (array_agg(coalesce(w.workspace_id, j.workspace_id)::text) filter (where
      (coalesce(w.funded, 0), coalesce(w.absorbed, 0), coalesce(w.available, 0), coalesce(w.held, 0),
       coalesce(w.used, 0), coalesce(w.expired, 0), coalesce(w.last_sequence, 0))
      is distinct from
      (coalesce(j.funded, 0), coalesce(j.absorbed, 0), coalesce(j.available, 0), coalesce(j.held, 0),
       coalesce(j.used, 0), coalesce(j.expired, 0), coalesce(j.last_sequence, 0))
      or coalesce(w.held, 0) <> coalesce(h.held, 0)))[1:10] as unbalanced,
    (select coalesce(sum(amount), 0) from ledger.entry)::text as entries,
    (select count(*) from ledger.open_hold where lease_expires_at < now() - interval '1 minute')::text as lapsed
  from ledger.wallet w
    full join journal j on j.workspace_id = w.workspace_id
    left join holds h on h.workspace_id = w.workspace_id`;

/**
 * Adds up the books of the whole installation. It reads every entry and sees past row-level security only as
 * the ledger's owner or a superuser: for the operator's command line, never for a request.
 */
export async function proveBooks(owner: Pick<pg.ClientBase, "query">): Promise<BooksProof> {
  const { rows } = await owner.query<Row>(PROOF);
  const row = rows[0];
  if (row === undefined) throw new Error("The ledger has no totals.");
  return {
    wallets: BigInt(row.wallets),
    postings: BigInt(row.postings),
    fundedMicroPt: BigInt(row.funded),
    absorbedMicroPt: BigInt(row.absorbed),
    availableMicroPt: BigInt(row.available),
    heldMicroPt: BigInt(row.held),
    usedMicroPt: BigInt(row.used),
    expiredMicroPt: BigInt(row.expired),
    unbalanced: row.unbalanced ?? [],
    entriesMicroPt: BigInt(row.entries),
    lapsedHolds: BigInt(row.lapsed),
  };
}
