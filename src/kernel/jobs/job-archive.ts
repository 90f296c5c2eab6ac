import pg from "pg";

/** Schema of the job queue. A backup takes its waiting work only: its tables are made anew by `installJobs`. */
export const QUEUE_SCHEMA = "pgboss";

type Client = Pick<pg.ClientBase, "query">;

export interface PendingJobs {
  readonly columns: readonly string[];
  /** A query of all jobs that are still to be done, dead letters among them, in a fixed order. */
  readonly select: string;
}

/** Null while there is no queue. */
export async function pendingJobs(client: Client): Promise<PendingJobs | null> {
  const columns = await jobColumns(client);
  if (columns.length === 0) return null;
  const list = columns.map(({ name }) => pg.escapeIdentifier(name)).join(", ");
  return {
    columns: columns.map(({ name }) => name),
    select: `select ${list} from pgboss.job where state < 'completed' order by name collate "C", id`,
  };
}

/**
 * Puts jobs of a backup into the queue. Columns that this version of pg-boss does not have are left out, and so
 * are jobs whose queue is gone.
 * @param source a table of text columns with these names
 * @returns how many are in the queue now
 */
export async function adoptJobs(client: Client, source: string, columns: readonly string[]): Promise<number> {
  const shared = (await jobColumns(client)).filter(({ name }) => columns.includes(name));
  const list = shared.map(({ name }) => pg.escapeIdentifier(name)).join(", ");
  const values = shared.map(({ name, type }) => `s.${pg.escapeIdentifier(name)}::${type}`).join(", ");
  const statement = `insert into pgboss.job (${list}) select ${values} from ${pg.escapeIdentifier(source)} s
    where exists (select from pgboss.queue q where q.name = s.name)`;
  const { rowCount } = await client.query(statement);
  return rowCount ?? 0;
}

async function jobColumns(client: Client): Promise<{ name: string; type: string }[]> {
  const { rows } = await client.query<{ name: string; type: string }>(
    `select attname::text as name, format_type(atttypid, atttypmod) as type from pg_attribute
     where attrelid = to_regclass('pgboss.job') and attnum > 0 and not attisdropped and attgenerated = ''
     order by attnum`,
  );
  return rows;
}
