// Written by tools/generate-database-types.ts from the migrated database: change a migration, not this file.
import type { ColumnType, Generated } from "kysely";

export type Json = boolean | number | string | null | readonly Json[] | { readonly [key: string]: Json };

export interface BudgetTable {
  workspace_id: string;
  id: string;
  user_id: string | null;
  period: string;
  limit_amount: bigint;
  period_start: ColumnType<Date, Date | string, Date | string>;
  spent: Generated<bigint>;
  held: Generated<bigint>;
}

export interface EntryTable {
  workspace_id: string | null;
  sequence: bigint | null;
  transaction_id: string | null;
  kind: string | null;
  at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  account: string | null;
  amount: bigint | null;
}

export interface GrantTable {
  workspace_id: string;
  id: string;
  source: string;
  amount: bigint;
  remaining: bigint;
  granted_at: ColumnType<Date, Date | string, Date | string>;
  expires_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}

export interface OpenHoldTable {
  workspace_id: string;
  id: string;
  amount: bigint;
  lease_expires_at: ColumnType<Date, Date | string, Date | string>;
  user_id: string | null;
  api_key_id: string | null;
  purpose: string;
  subject_id: string | null;
  model: string | null;
  budgets: string[] | null;
}

export interface TransactionTable {
  workspace_id: string;
  sequence: bigint;
  id: string;
  kind: string;
  at: ColumnType<Date, Date | string, Date | string>;
  idempotency_key: string;
  funded: Generated<bigint>;
  absorbed: Generated<bigint>;
  available: Generated<bigint>;
  held: Generated<bigint>;
  used: Generated<bigint>;
  expired: Generated<bigint>;
  balance_after: bigint;
  hold_id: string | null;
  user_id: string | null;
  api_key_id: string | null;
  purpose: string;
  subject_id: string | null;
  model: string | null;
  input_tokens: number | null;
  output_tokens: number | null;
  details: Generated<Json>;
}

export interface WalletTable {
  workspace_id: string;
  funded: Generated<bigint>;
  absorbed: Generated<bigint>;
  available: Generated<bigint>;
  held: Generated<bigint>;
  used: Generated<bigint>;
  expired: Generated<bigint>;
  unattributed: Generated<bigint>;
  next_expiry_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  has_budgets: Generated<boolean>;
  last_sequence: Generated<bigint>;
}

export type Tables = {
  "ledger.budget": BudgetTable;
  "ledger.entry": EntryTable;
  "ledger.grant": GrantTable;
  "ledger.open_hold": OpenHoldTable;
  "ledger.transaction": TransactionTable;
  "ledger.wallet": WalletTable;
};
