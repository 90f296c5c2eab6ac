import pg from "pg";

/** A table, view or partition that the product made. */
export interface Relation {
  /** Quoted and with its schema. */
  readonly name: string;
  readonly schema: string;
  readonly kind: "table" | "view";
  readonly rowSecurity: boolean;
  readonly policies: number;
  /** A view that looks with the rights of who asks, so that policies hold behind it. */
  readonly securityInvoker: boolean;
  /** The column that says whose row it is, quoted; null when there is none. */
  readonly tenantColumn: string | null;
  /** First column of the primary key. */
  readonly keyBegins: string | null;
  /** Columns that an insert may name. */
  readonly columns: readonly string[];
}

/** A workspace is its own tenant. */
const OWN_ID: Readonly<Record<string, string>> = { "workspaces.workspace": "id" };

const CATALOG = `
  select n.nspname as schema, c.relname as relname,
    case when c.relkind in ('r', 'p', 'f') then 'table' else 'view' end as kind,
    c.relrowsecurity as "rowSecurity",
    (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies,
    coalesce('security_invoker=true' = any (c.reloptions), false) as "securityInvoker",
    (select a.attname::text from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
      where i.indrelid = c.oid and i.indisprimary) as "keyBegins",
    (select coalesce(array_agg(a.attname::text order by a.attnum), '{}') from pg_attribute a
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'f', 'v', 'm') and n.nspname not in ('pg_catalog', 'information_schema')
    and n.nspname not like 'pg\\_%'
  order by n.nspname, c.relname`;

type CatalogRow = Omit<Relation, "name" | "tenantColumn"> & { readonly relname: string };

/** Every relation outside PostgreSQL's own schemas. */
export async function relationsOf(pool: pg.Pool): Promise<Relation[]> {
  const { rows } = await pool.query<CatalogRow>(CATALOG);
  return rows.map(({ relname, ...row }) => {
    const column = OWN_ID[`${row.schema}.${relname}`] ?? "workspace_id";
    return {
      ...row,
      name: `${pg.escapeIdentifier(row.schema)}.${pg.escapeIdentifier(relname)}`,
      tenantColumn: row.columns.includes(column) ? pg.escapeIdentifier(column) : null,
    };
  });
}

/** `ledger.wallet`, as people write it. */
export function plainName(relation: Pick<Relation, "name">): string {
  return relation.name.replaceAll('"', "");
}

/** How many rows a workspace has, seen past every policy. */
export async function rowsOf(pool: pg.Pool, relation: Relation, workspaceId: string): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `select count(*)::int as count from ${relation.name} where ${relation.tenantColumn} = $1`,
    [workspaceId],
  );
  return rows[0]?.count ?? 0;
}

/** Values of one row of a workspace, by column, as text that PostgreSQL reads back. */
export async function oneRowOf(
  pool: pg.Pool,
  relation: Relation,
  workspaceId: string,
): Promise<Record<string, string | null>> {
  const columns = relation.columns.map((name) => `${pg.escapeIdentifier(name)}::text`).join(", ");
  const { rows } = await pool.query<Record<string, string | null>>(
    `select ${columns} from ${relation.name} where ${relation.tenantColumn} = $1 limit 1`,
    [workspaceId],
  );
  return rows[0] ?? {};
}
