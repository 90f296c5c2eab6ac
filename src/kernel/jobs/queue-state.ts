import type pg from "pg";
import type { ModuleDefinition } from "../module.ts";
import { DEAD_LETTERS, queueBindings } from "./queue-names.ts";

export interface QueueState {
  /** Queues of the modules that the database does not have: what is sent there fails. */
  readonly missing: readonly string[];
  /** Jobs that failed to the end and wait for somebody to replay them. */
  readonly deadLetters: number;
  /** Jobs whose time has come and that nobody has taken. */
  readonly due: number;
  /** How long the oldest of them has waited, seconds. */
  readonly oldestDueSeconds: number;
}

/** What the queue's tables hold; they may be missing altogether. Changes nothing. */
export async function queueState(
  client: Pick<pg.ClientBase, "query">,
  modules: readonly ModuleDefinition[],
): Promise<QueueState> {
  const wanted = [DEAD_LETTERS, ...queueBindings(modules).map(({ queue }) => queue)];
  const found = await client.query<{ found: boolean }>(
    "select to_regclass('pgboss.queue') is not null as found",
  );
  if (found.rows[0]?.found !== true) return { missing: wanted, deadLetters: 0, due: 0, oldestDueSeconds: 0 };
  const queues = await client.query<{ name: string }>("select name from pgboss.queue");
  const there = new Set(queues.rows.map((row) => row.name));
  const jobs = await client.query<{ dead: number; due: number; oldest: number }>(
    `select count(*) filter (where name = $1)::integer as dead, count(*) filter (where name <> $1)::integer as due,
       coalesce(extract(epoch from max(now() - start_after) filter (where name <> $1)), 0)::float8 as oldest
     from pgboss.job where state in ('created', 'retry') and start_after <= now()`,
    [DEAD_LETTERS],
  );
  const { dead = 0, due = 0, oldest = 0 } = jobs.rows[0] ?? {};
  return {
    missing: wanted.filter((name) => !there.has(name)),
    deadLetters: dead,
    due,
    oldestDueSeconds: Math.round(oldest),
  };
}
