// Written by tools/generate-database-types.ts from the migrated database: change a migration, not this file.
import type { ColumnType, Generated } from "kysely";

export interface MemberTable {
  workspace_id: string;
  user_id: string;
  role: string;
  joined_at: ColumnType<Date, Date | string, Date | string>;
}

export interface WorkspaceTable {
  id: string;
  name: string;
  slug: string;
  created_at: ColumnType<Date, Date | string, Date | string>;
  default_model: string | null;
  low_balance_percent: Generated<number>;
}

export type Tables = {
  "workspaces.member": MemberTable;
  "workspaces.workspace": WorkspaceTable;
};
