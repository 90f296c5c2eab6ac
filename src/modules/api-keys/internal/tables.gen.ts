// Written by tools/generate-database-types.ts from the migrated database: change a migration, not this file.
import type { ColumnType } from "kysely";

export interface KeyTable {
  workspace_id: string;
  id: string;
  name: string;
  prefix: string;
  secret_hash: Buffer;
  scopes: string[];
  created_by: string | null;
  created_at: ColumnType<Date, Date | string, Date | string>;
  expires_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  revoked_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  last_used_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}

export type Tables = {
  "api_keys.key": KeyTable;
};
