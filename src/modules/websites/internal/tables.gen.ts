// Written by tools/generate-database-types.ts from the migrated database: change a migration, not this file.
import type { ColumnType, Generated } from "kysely";

export type Json = boolean | number | string | null | readonly Json[] | { readonly [key: string]: Json };

export interface HostTurnTable {
  host: Buffer;
  free_at: ColumnType<Date, Date | string, Date | string>;
}

export interface PageTable {
  workspace_id: string;
  source_id: string;
  url: string;
  depth: number;
  number: number;
  state: Generated<string>;
  failure: Json | null;
  etag: string | null;
  last_modified: string | null;
  visited_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}

export interface SourceTable {
  workspace_id: string;
  id: string;
  collection_id: string;
  mode: string;
  url: string;
  max_depth: Generated<number>;
  max_pages: Generated<number>;
  every_hours: number | null;
  state: string;
  failure: Json | null;
  pages_done: Generated<number>;
  pages_found: Generated<number>;
  last_crawl_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  next_crawl_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  run_id: string;
  seen_at: ColumnType<Date, Date | string, Date | string>;
  seeded: Generated<boolean>;
  faults: Generated<number>;
  created_by: string | null;
  created_at: ColumnType<Date, Date | string, Date | string>;
}

export type Tables = {
  "websites.host_turn": HostTurnTable;
  "websites.page": PageTable;
  "websites.source": SourceTable;
};
