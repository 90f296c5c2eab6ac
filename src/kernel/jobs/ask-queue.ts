import type pg from "pg";

/** Resolves when the queue's tables are there and may be read; used by `/readyz`. */
export async function askQueue(pool: pg.Pool): Promise<void> {
  await pool.query("select 1 from pgboss.version");
}
