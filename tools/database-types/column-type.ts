import type { Column } from "./read-schema.ts";

/** What `pg` hands over for each type, with int8 read as bigint (src/kernel/db/database.ts). */
const TYPES: Readonly<Record<string, string>> = {
  bool: "boolean",
  bytea: "Buffer",
  date: "Date",
  float4: "number",
  float8: "number",
  int2: "number",
  int4: "number",
  int8: "bigint",
  json: "Json",
  jsonb: "Json",
  numeric: "string",
  timestamp: "Date",
  timestamptz: "Date",
};
/** Types that arrive as the text PostgreSQL prints. */
const TEXTS = new Set([
  "bpchar",
  "char",
  "cidr",
  "citext",
  "inet",
  "ltree",
  "name",
  "text",
  "time",
  "tsvector",
  "uuid",
  "varchar",
]);

/**
 * The TypeScript type of a column, as Kysely reads it.
 * @throws for a type that has no mapping yet
 */
export function columnType(column: Column, table: string): string {
  const single =
    column.labels?.map((label) => JSON.stringify(label)).join(" | ") ?? scalarType(column, table);
  const value = column.isArray ? `${column.labels ? `(${single})` : single}[]` : single;
  const read = column.nullable ? `${value} | null` : value;
  if (column.filled === "always") return `GeneratedAlways<${read}>`;
  if (value === "Date") return timestampType(column, read);
  return column.filled === "default" ? `Generated<${read}>` : read;
}

/** PostgreSQL takes ISO 8601 text for a time as gladly as a Date. */
function timestampType(column: Column, read: string): string {
  const given = column.nullable ? "Date | string | null" : "Date | string";
  const inserted = column.filled === "default" || column.nullable ? `${given} | undefined` : given;
  return `ColumnType<${read}, ${inserted}, ${given}>`;
}

function scalarType({ type, name }: Column, table: string): string {
  const known = TYPES[type] ?? (TEXTS.has(type) ? "string" : undefined);
  if (known === undefined) {
    throw new Error(
      `${table}.${name} has the type ${type}, which tools/database-types/column-type.ts does not map.`,
    );
  }
  return known;
}
