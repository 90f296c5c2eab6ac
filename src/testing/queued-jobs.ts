import type { TestApp } from "./app.ts";

/** Jobs of a queue that wait for a worker, by their singleton key. */
export async function waitingJobs(
  app: Pick<TestApp, "adminPool">,
  queue: string,
): Promise<(string | null)[]> {
  const { rows } = await app.adminPool.query<{ singleton_key: string | null }>(
    "select singleton_key from pgboss.job where name = $1 and state in ('created', 'retry')",
    [queue],
  );
  return rows.map((row) => row.singleton_key);
}

/** As if a process had died with them. */
export async function loseJobs(app: Pick<TestApp, "adminPool">, queue: string): Promise<void> {
  await app.adminPool.query("delete from pgboss.job where name = $1", [queue]);
}
