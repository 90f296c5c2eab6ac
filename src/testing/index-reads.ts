import type { TestApp } from "./app.ts";

/** Rows that a scan may take from its index: what it looks for, versions of it that are gone, and some slack. */
const MOST_PER_SCAN = 8;
/** Fewer scans than this tell nothing. */
const FEWEST_SCANS = 20;

/**
 * Indexes of a schema whose scans read more rows than they could have looked for, since the database was made: a
 * statement whose plan reads a whole history takes the longer the more was booked, which no other test would see.
 */
export async function wideScans(app: TestApp, schemas: readonly string[]): Promise<string[]> {
  const { pool } = app.kernel.db;
  // Each connection keeps its counts for a while.
  const clients = await Promise.all(Array.from({ length: pool.totalCount }, () => pool.connect()));
  for (const client of clients) {
    await client.query("select pg_stat_force_next_flush()");
    client.release();
  }
  const { rows } = await app.adminPool.query<{ name: string; scans: string; read: string }>(
    `select indexrelname as name, idx_scan as scans, idx_tup_read as read from pg_stat_user_indexes
     where schemaname = any($1) and idx_scan >= $2 and idx_tup_read > idx_scan * $3 order by 1`,
    [schemas, FEWEST_SCANS, MOST_PER_SCAN],
  );
  return rows.map(({ name, scans, read }) => `${name}: ${read} rows in ${scans} scans`);
}
