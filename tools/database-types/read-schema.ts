import type pg from "pg";

export interface Column {
  readonly name: string;
  /** Type name in pg_catalog, without domain and array: `int8`, `timestamptz`, or that of an enum. */
  readonly type: string;
  readonly isArray: boolean;
  readonly nullable: boolean;
  /** `default`: may be left out of an insert. `always`: may not be given. */
  readonly filled: "never" | "default" | "always";
  /** Labels in their order when the type is an enum. */
  readonly labels: readonly string[] | null;
}

export interface Table {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly Column[];
}

interface CatalogRow extends Column {
  readonly schema: string;
  readonly table: string;
}

/** Tables, partitioned tables and views with their columns; domains and arrays are followed to what they hold. */
const CATALOG = `
  select n.nspname as schema, c.relname as table, a.attname as name,
         coalesce(element.typname, base.typname) as type,
         element.oid is not null as "isArray",
         not (a.attnotnull or (declared.typtype = 'd' and declared.typnotnull)) as nullable,
         case when a.attidentity = 'a' or a.attgenerated <> '' then 'always'
              when a.attidentity = 'd' or a.atthasdef then 'default' else 'never' end as filled,
         (select array_agg(e.enumlabel::text order by e.enumsortorder) from pg_enum e
           where e.enumtypid = coalesce(element.oid, base.oid)) as labels
    from pg_attribute a
    join pg_class c on c.oid = a.attrelid
    join pg_namespace n on n.oid = c.relnamespace
    join pg_type declared on declared.oid = a.atttypid
    join pg_type base on base.oid = case when declared.typtype = 'd' then declared.typbasetype else declared.oid end
    left join pg_type element on element.oid = base.typelem and base.typcategory = 'A'
   where n.nspname = any($1) and c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition
     and a.attnum > 0 and not a.attisdropped
   order by n.nspname, c.relname, a.attnum`;

export async function readTables(client: pg.Client, schemas: readonly string[]): Promise<Table[]> {
  const { rows } = await client.query<CatalogRow>(CATALOG, [schemas]);
  const tables = new Map<string, { schema: string; name: string; columns: Column[] }>();
  for (const { schema, table, ...column } of rows) {
    const key = `${schema}.${table}`;
    const known = tables.get(key) ?? { schema, name: table, columns: [] };
    known.columns.push(column);
    tables.set(key, known);
  }
  return [...tables.values()];
}
