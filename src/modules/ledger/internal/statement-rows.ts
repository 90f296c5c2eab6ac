import { type RawBuilder, sql } from "kysely";
import type { Tx } from "../../../kernel/db/types.ts";
import type { StatementKind } from "../contract.ts";

export interface StatementFilter {
  readonly kind?: StatementKind | undefined;
  readonly userId?: string | undefined;
  readonly model?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly includeHolds?: boolean | undefined;
}

export interface StatementRow {
  sequence: bigint;
  id: string;
  kind: StatementKind;
  at: Date;
  owned_change: bigint;
  balance_after: bigint;
  user_id: string | null;
  api_key_id: string | null;
  purpose: string;
  subject_id: string | null;
  model: string | null;
  input_tokens: number | null;
  output_tokens: number | null;
  details: Record<string, unknown>;
}

/** Newest first, below `before`. A posting that moved nothing the workspace owns is hidden unless asked for. */
export async function selectStatement(
  tx: Tx,
  workspaceId: string,
  filter: StatementFilter,
  before: bigint | null,
  limit: number,
): Promise<StatementRow[]> {
  const { rows } = await sql<StatementRow>`
    select sequence, id, kind, at, available + held as owned_change, balance_after, user_id, api_key_id, purpose,
      subject_id, model, input_tokens, output_tokens, details
    from ledger.transaction
    where ${sql.join(conditions(workspaceId, filter, before), sql` and `)}
    order by sequence desc limit ${limit}`.execute(tx);
  return rows;
}

function conditions(
  workspaceId: string,
  filter: StatementFilter,
  before: bigint | null,
): RawBuilder<unknown>[] {
  const all = [sql`workspace_id = ${workspaceId}`];
  if (before !== null) all.push(sql`sequence < ${before.toString()}`);
  if (filter.kind !== undefined) all.push(sql`kind = ${filter.kind}`);
  else if (filter.includeHolds !== true) all.push(sql`kind not in ('hold', 'release')`);
  if (filter.userId !== undefined) all.push(sql`user_id = ${filter.userId}`);
  if (filter.model !== undefined) all.push(sql`model = ${filter.model}`);
  if (filter.from !== undefined) all.push(sql`at >= ${new Date(filter.from)}`);
  if (filter.to !== undefined) all.push(sql`at < ${new Date(filter.to)}`);
  return all;
}
