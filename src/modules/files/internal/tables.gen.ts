// Written by tools/generate-database-types.ts from the migrated database: change a migration, not this file.
import type { ColumnType } from "kysely";

export interface FileTable {
  workspace_id: string;
  id: string;
  name: string;
  media_type: string;
  size_bytes: bigint;
  sha256: Buffer;
  storage_key: string;
  created_by: string | null;
  created_at: ColumnType<Date, Date | string, Date | string>;
}

export type Tables = {
  "files.file": FileTable;
};
