import pg from "pg";
import { QUEUE_SCHEMA } from "../../kernel/jobs/job-archive.ts";

type Client = Pick<pg.ClientBase, "query">;

export interface DataTable {
  readonly schema: string;
  readonly name: string;
  /** Without generated ones. */
  readonly columns: readonly string[];
  /** The primary key as ORDER BY takes it, the same under every collation of the server. */
  readonly order: string;
}

interface Row extends DataTable {
  readonly oid: number;
  readonly order: string;
  /** Tables that its foreign keys lead to. */
  readonly references: number[];
}

/** What pgvector keeps is no row that anybody wrote: it is made again from the text, and its server may have no pgvector. */
const VECTORS_SCHEMA = "vectors";

/**
 * Every table of the product, each after those it refers to. The queue's are left out: its waiting jobs are
 * taken by themselves.
 */
export async function dataTables(client: Client): Promise<DataTable[]> {
  const { rows } = await client.query<Row>(TABLES, [[QUEUE_SCHEMA, VECTORS_SCHEMA]]);
  const keyless = rows.find(({ order }) => order === null);
  if (keyless !== undefined) throw new Error(`${keyless.schema}.${keyless.name} has no primary key.`);
  return inOrderOfReference(rows).map(({ schema, name, columns, order }) => ({
    schema,
    name,
    columns,
    order,
  }));
}

const TABLES = `
  select c.oid::integer as oid, n.nspname::text as schema, c.relname::text as name,
    (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
     where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
    (select string_agg(quote_ident(a.attname) || case when a.attcollation = 0 then '' else ' collate "C"' end, ', '
       order by k.place)
     from pg_index i cross join unnest(i.indkey::smallint[]) with ordinality as k(number, place)
       join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number
     where i.indrelid = c.oid and i.indisprimary) as "order",
    coalesce((select array_agg(distinct f.confrelid::integer) from pg_constraint f
     where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid), '{}') as "references"
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and not c.relispartition and n.nspname <> all($1::text[])
    and pg_get_userbyid(n.nspowner) in ('parley_owner', 'parley_ledger')
  order by n.nspname, c.relname`;

function inOrderOfReference(tables: readonly Row[]): Row[] {
  const ordered: Row[] = [];
  const placed = new Set<number>();
  const waiting = new Set(tables);
  while (waiting.size > 0) {
    const next = [...waiting].find((table) => table.references.every((oid) => placed.has(oid)));
    if (next === undefined) throw new Error("Tables refer to each other in a circle.");
    waiting.delete(next);
    placed.add(next.oid);
    ordered.push(next);
  }
  return ordered;
}

/** All rows, in the order of the primary key, for COPY. */
export function selectAll(table: DataTable): string {
  return `select ${columnList(table.columns)} from ${qualified(table)} order by ${table.order}`;
}

export function qualified({ schema, name }: { schema: string; name: string }): string {
  return `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`;
}

export function columnList(columns: readonly string[]): string {
  return columns.map((column) => pg.escapeIdentifier(column)).join(", ");
}

export interface Sequence {
  readonly schema: string;
  readonly name: string;
  /** The last number it gave. */
  readonly value: string;
}

/** Sequences of the product that have given a number. */
export async function dataSequences(client: Client): Promise<Sequence[]> {
  const { rows } = await client.query<Sequence>(
    `select s.schemaname::text as schema, s.sequencename::text as name, s.last_value::text as value
     from pg_sequences s join pg_namespace n on n.nspname = s.schemaname
     where pg_get_userbyid(n.nspowner) in ('parley_owner', 'parley_ledger') and n.nspname <> all($1::text[])
       and s.last_value is not null
     order by 1, 2`,
    [[QUEUE_SCHEMA, VECTORS_SCHEMA]],
  );
  return rows;
}
