import { columnType } from "./column-type.ts";
import type { Table } from "./read-schema.ts";

const HEADER =
  "// Written by tools/generate-database-types.ts from the migrated database: change a migration, not this file.";
const JSON_TYPE = `export type Json = boolean | number | string | null | readonly Json[] | { readonly [key: string]: Json };`;

/**
 * The file of one schema: an interface a table, and `Tables` with keys such as "ledger.wallet", which is a
 * type because Kysely's `withTables` takes no interface.
 */
export function renderTables(tables: readonly Table[]): string {
  const interfaces = tables.map(renderTable);
  const body = interfaces.join("\n");
  const imported = ["ColumnType", "Generated", "GeneratedAlways"].filter((name) =>
    new RegExp(`\\b${name}<`).test(body),
  );
  const keys = tables.map((table) => `  "${table.schema}.${table.name}": ${interfaceName(table.name)};`);
  return [
    HEADER,
    ...(imported.length > 0 ? [`import type { ${imported.join(", ")} } from "kysely";`] : []),
    ...(/\bJson\b/.test(body) ? ["", JSON_TYPE] : []),
    "",
    body,
    "export type Tables = {",
    ...keys,
    "};",
    "",
  ].join("\n");
}

function renderTable(table: Table): string {
  const qualified = `${table.schema}.${table.name}`;
  const columns = table.columns.map(
    (column) => `  ${propertyName(column.name)}: ${columnType(column, qualified)};`,
  );
  return [`export interface ${interfaceName(table.name)} {`, ...columns, "}", ""].join("\n");
}

/** `price_book` becomes PriceBookTable; the suffix keeps clear of the module's own types. */
function interfaceName(table: string): string {
  const words = table.split(/[^a-z0-9]+/i).filter((word) => word !== "");
  return `${words.map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`).join("")}Table`;
}

function propertyName(column: string): string {
  return /^[a-z_]\w*$/i.test(column) ? column : JSON.stringify(column);
}
