import { callTable } from "./call-table.ts";
import { deadCode } from "./dead-code.ts";
import { dependencies } from "./dependencies.ts";
import { documentPaths } from "./document-paths.ts";
import { environment } from "./environment.ts";
import { fileBudgets } from "./file-budgets.ts";
import { frontDoors } from "./front-doors.ts";
import { apiTypes, databaseTypes } from "./generated-types.ts";
import { migrations } from "./migrations.ts";
import { moduleBudgets } from "./module-budgets.ts";
import type { Check } from "./report.ts";
import { sqlOwnership } from "./sql-ownership.ts";
import { words } from "./words.ts";

/** Every structural rule, the quick ones first. */
export const structureChecks: readonly Check[] = [
  callTable,
  dependencies,
  frontDoors,
  environment,
  sqlOwnership,
  migrations,
  fileBudgets,
  moduleBudgets,
  documentPaths,
  words,
  deadCode,
  databaseTypes,
  apiTypes,
];
