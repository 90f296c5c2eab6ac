// Written by tools/generate-database-types.ts from the migrated database: change a migration, not this file.
import type { ColumnType, Generated } from "kysely";

export interface BlockTable {
  workspace_id: string;
  segment_id: string;
  first_term: string;
  terms: Buffer;
  lists: Buffer;
}

export interface SegmentTable {
  workspace_id: string;
  id: string;
  level: Generated<number>;
  chunk_count: number;
  versions: string[];
  version_chunks: number[];
  version_first: number[];
  lengths: Buffer;
  total_length: bigint;
  term_filter: Buffer;
  created_at: ColumnType<Date, Date | string, Date | string>;
}

export type Tables = {
  "search_index.block": BlockTable;
  "search_index.segment": SegmentTable;
};
