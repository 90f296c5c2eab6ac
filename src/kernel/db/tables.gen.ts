// Written by tools/generate-database-types.ts from the migrated database: change a migration, not this file.
import type { ColumnType, Generated } from "kysely";

export type Json = boolean | number | string | null | readonly Json[] | { readonly [key: string]: Json };

export interface AuditTable {
  workspace_id: string | null;
  id: string;
  at: ColumnType<Date, Date | string, Date | string>;
  actor_kind: string;
  actor_id: string | null;
  action: string;
  target_kind: string;
  target_id: string;
  details: Generated<Json>;
  ip: string | null;
  request_id: string;
}

export interface MigrationTable {
  name: string;
  checksum: string;
  applied_at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export type Tables = {
  "kernel.audit": AuditTable;
  "kernel.migration": MigrationTable;
};
