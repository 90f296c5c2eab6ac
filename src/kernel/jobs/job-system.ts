import pg from "pg";
import { fromKysely, PgBoss } from "pg-boss";
import { z } from "zod";
import { type Ctx, systemCtx } from "../ctx.ts";
import { withMigrationLock } from "../db/migrate.ts";
import type { EventBus, Kernel } from "../kernel.ts";
import type { ModuleDefinition } from "../module.ts";
import { DEAD_LETTERS, type QueueBinding, queueBindings, reactionQueue } from "./queue-names.ts";

const SCHEMA = "pgboss";
/** Jobs taken by one fetch while draining. */
const BATCH = 50;
const STOP_TIMEOUT_MS = 10_000;
/** pg-boss deletes what waits longer, after 14 days unless told: a dead letter waits for a person. Ten years, s. */
const DEAD_LETTERS_KEPT_S = 315_360_000;

/** The tenant travels in the job, and the request that caused it, for the log. */
const envelopeSchema = z.object({
  workspaceId: z.uuid().nullable(),
  requestId: z.string(),
  payload: z.unknown(),
});

/**
 * Creates pg-boss' tables and our queues as the owner role; the application's role may then only use them.
 * Idempotent. Several starters wait for each other: granting the same rights at once would fail.
 */
export async function installJobs(adminUrl: string, modules: readonly ModuleDefinition[]): Promise<void> {
  await withMigrationLock(adminUrl, async () => {
    const pool = new pg.Pool({ connectionString: adminUrl, max: 1, options: "-c role=parley_owner" });
    pool.on("error", () => {});
    const boss = new PgBoss({
      db: { executeSql: (text, values) => pool.query(text, values) },
      schema: SCHEMA,
      supervise: false,
      schedule: false,
    });
    try {
      await boss.start();
      await makeQueues(boss, queueBindings(modules));
      await pool.query(`grant usage on schema ${SCHEMA} to parley_app;
        grant select, insert, update, delete on all tables in schema ${SCHEMA} to parley_app;
        grant execute on all functions in schema ${SCHEMA} to parley_app`);
    } finally {
      await boss.stop({ graceful: false });
      await pool.end();
    }
  });
}

/** Makes what is missing and brings the others to what this version wants of them. */
async function makeQueues(boss: PgBoss, bindings: readonly QueueBinding[]): Promise<void> {
  const existing = new Map((await boss.getQueues()).map((queue) => [queue.name, queue]));
  const dead = existing.get(DEAD_LETTERS);
  const kept = { retryLimit: 0, deleteAfterSeconds: 0, retentionSeconds: DEAD_LETTERS_KEPT_S };
  if (dead === undefined) await boss.createQueue(DEAD_LETTERS, kept);
  else if (dead.retentionSeconds !== kept.retentionSeconds) await boss.updateQueue(DEAD_LETTERS, kept);
  for (const { queue, retries, singleton, expireSeconds } of bindings) {
    const found = existing.get(queue);
    if (found === undefined) {
      await boss.createQueue(queue, {
        retryLimit: retries,
        expireInSeconds: expireSeconds,
        retryDelay: 1,
        retryBackoff: true,
        deadLetter: DEAD_LETTERS,
        notify: true,
        ...(singleton ? { policy: "short" } : {}),
      });
    } else if (found.retryLimit !== retries || found.expireInSeconds !== expireSeconds) {
      await boss.updateQueue(queue, { retryLimit: retries, expireInSeconds: expireSeconds });
    }
  }
}

export interface JobSystem extends EventBus {
  /** Begins to work on the queues (role `jobs`). */
  work(): Promise<void>;
  /** Works off everything that is due now, in order, in this call: for tests and the command line. */
  drain(): Promise<number>;
  /** Jobs that failed to the end, newest first. */
  deadLetters(limit: number): Promise<DeadLetter[]>;
  /** Puts dead letters back into the queues they came from. @returns how many */
  replayDeadLetters(): Promise<number>;
  stop(): Promise<void>;
}

export interface DeadLetter {
  readonly id: string;
  readonly queue: string;
  readonly failedAt: Date;
  readonly workspaceId: string | null;
  readonly error: string;
}

export async function startJobs(
  url: string,
  modules: readonly ModuleDefinition[],
  kernelOf: () => Kernel,
  onError: (error: Error) => void,
): Promise<JobSystem> {
  const bindings = queueBindings(modules);
  const boss = new PgBoss({
    connectionString: url,
    schema: SCHEMA,
    max: 4,
    application_name: "parley-jobs",
    migrate: false,
    createSchema: false,
    useListenNotify: true,
    schedule: false,
    reindex: false,
    monitorVacuum: false,
  });
  boss.on("error", onError);
  await boss.start();

  async function handle(binding: QueueBinding, data: unknown, signal?: AbortSignal): Promise<void> {
    const envelope = envelopeSchema.parse(data);
    const ctx = jobCtx(kernelOf(), binding.queue, envelope);
    await binding.handle(signal === undefined ? ctx : { ...ctx, signal }, envelope.payload);
  }

  /**
   * One worker, or as many as may work for one workspace. A notification wakes it once, however much waits: after a job
   * the first of them looks for the next one by itself.
   */
  async function workOn(binding: QueueBinding): Promise<void> {
    const options = {
      pollingIntervalSeconds: 2,
      // Counted over all workers of the queue in this process. A worker that took one too many puts it back and is told of
      // nothing after that: it looks by itself.
      ...(binding.mostPerWorkspace === null
        ? {}
        : {
            localConcurrency: binding.mostPerWorkspace,
            localGroupConcurrency: binding.mostPerWorkspace,
            notifyPollingIntervalSeconds: 4,
          }),
    };
    const worker = await boss.work(binding.queue, options, async (jobs) => {
      try {
        for (const job of jobs) await handle(binding, job.data, job.signal);
      } finally {
        boss.notifyWorker(worker);
      }
    });
  }

  return {
    ...eventBus(boss, modules),
    async work() {
      for (const binding of bindings) {
        const together = binding.mostPerWorkspace ?? 1;
        for (let count = 0; count < binding.concurrency; count += together) await workOn(binding);
      }
    },
    async drain() {
      let done = 0;
      for (let found = true; found; ) {
        found = false;
        for (const binding of bindings) {
          const jobs = await boss.fetch(binding.queue, { batchSize: BATCH });
          for (const job of jobs) {
            found = true;
            await settle(boss, binding.queue, job.id, () => handle(binding, job.data));
            done += 1;
          }
        }
      }
      return done;
    },
    deadLetters: (limit) => listDeadLetters(kernelOf().db.pool, limit),
    replayDeadLetters: () => boss.redrive(DEAD_LETTERS),
    stop: () => boss.stop({ graceful: true, timeout: STOP_TIMEOUT_MS }),
  };
}

function eventBus(boss: PgBoss, modules: readonly ModuleDefinition[]): EventBus {
  const reactions = modules.flatMap((module) => module.reactions ?? []);
  const together = modules.flatMap((module) => module.together ?? []);
  return {
    async publish(ctx, tx, event, payload) {
      const data = envelope(ctx, event.payload.parse(payload));
      for (const binding of together) {
        if (binding.event.name === event.name) await binding.handle({ ...ctx, tx }, tx, payload);
      }
      for (const reaction of reactions) {
        if (reaction.event.name === event.name)
          await boss.send(reactionQueue(reaction), data, { db: fromKysely(tx) });
      }
    },
    async enqueue(ctx, tx, job, payload, options = {}) {
      if ((job.singleton === true) !== (options.singletonKey !== undefined)) {
        throw new Error(`A singleton job needs a singletonKey, and no other takes one: ${job.name}.`);
      }
      await boss.send(job.name, envelope(ctx, job.payload.parse(payload)), {
        db: fromKysely(tx),
        ...options,
        ...(job.mostPerWorkspace !== undefined && ctx.workspaceId !== null
          ? { group: { id: ctx.workspaceId } }
          : {}),
      });
    },
  };
}

function envelope(ctx: Ctx, payload: unknown): object {
  return { workspaceId: ctx.workspaceId, requestId: ctx.requestId, payload };
}

function jobCtx(kernel: Kernel, queue: string, data: z.infer<typeof envelopeSchema>): Ctx {
  return { ...systemCtx(kernel, { kind: "job", name: queue }, data.workspaceId), requestId: data.requestId };
}

async function settle(boss: PgBoss, queue: string, id: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
    await boss.complete(queue, id);
  } catch (error) {
    await boss.fail(queue, id, { message: error instanceof Error ? error.message : String(error) });
  }
}

/** Whether the queue is there and may be read by the application. @throws what the database says otherwise */
export async function askQueue(pool: Pick<pg.Pool, "query">): Promise<void> {
  await pool.query(`select version from ${SCHEMA}.version`);
}

/** By SQL, since pg-boss would read all that lies there before it gave some of them. */
async function listDeadLetters(pool: pg.Pool, limit: number): Promise<DeadLetter[]> {
  const { rows } = await pool.query<DeadLetterRow>(
    `select id, coalesce(source_name, name) as queue, created_on, data ->> 'workspaceId' as workspace_id,
       source_output ->> 'message' as error
     from ${SCHEMA}.job where name = $1 and state < 'active' order by created_on desc, id desc limit $2`,
    [DEAD_LETTERS, limit],
  );
  return rows.map((row) => ({
    id: row.id,
    queue: row.queue,
    failedAt: row.created_on,
    workspaceId: row.workspace_id,
    error: row.error ?? "",
  }));
}

interface DeadLetterRow {
  id: string;
  queue: string;
  created_on: Date;
  workspace_id: string | null;
  error: string | null;
}
