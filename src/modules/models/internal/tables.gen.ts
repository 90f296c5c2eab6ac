// Written by tools/generate-database-types.ts from the migrated database: change a migration, not this file.
import type { ColumnType, Generated } from "kysely";

export interface PriceTable {
  model: string;
  effective_from: ColumnType<Date, Date | string, Date | string>;
  version: string;
  input: bigint;
  cached_input: bigint;
  cache_write: bigint;
  output: bigint;
  reasoning: bigint;
  per_image: Generated<bigint>;
  per_minute: Generated<bigint>;
}

export type Tables = {
  "models.price": PriceTable;
};
