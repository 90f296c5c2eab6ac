import pg from "pg";
import { fromKysely, type JobWithMetadata, PgBoss } from "pg-boss";
import { z } from "zod";
import { type Ctx, systemCtx } from "../ctx.ts";
import type { EventBus } from "../events.ts";
import type { Kernel } from "../kernel.ts";
import type { ModuleDefinition } from "../module.ts";
import { DEAD_LETTERS, type QueueBinding, queueBindings, reactionQueue } from "./queue-names.ts";

const SCHEMA = "pgboss";
/** Jobs of one queue that a process works on at once. */
const CONCURRENCY = 4;
/** Jobs taken by one fetch while draining. */
const BATCH = 50;
const STOP_TIMEOUT_MS = 10_000;

/** The tenant travels in the job, and the request that caused it, for the log. */
const envelopeSchema = z.object({
  workspaceId: z.uuid().nullable(),
  requestId: z.string(),
  payload: z.unknown(),
});

/**
 * Creates pg-boss' tables and our queues as the owner role; the application's role may then only use them.
 * Idempotent, safe for several starters at once (pg-boss locks).
 */
export async function installJobs(adminUrl: string, modules: readonly ModuleDefinition[]): Promise<void> {
  const pool = new pg.Pool({ connectionString: adminUrl, max: 1, options: "-c role=parley_owner" });
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values) },
    schema: SCHEMA,
    supervise: false,
    schedule: false,
  });
  try {
    await boss.start();
    const existing = new Set((await boss.getQueues()).map((queue) => queue.name));
    if (!existing.has(DEAD_LETTERS))
      await boss.createQueue(DEAD_LETTERS, { retryLimit: 0, deleteAfterSeconds: 0 });
    for (const { queue, retries } of queueBindings(modules)) {
      if (existing.has(queue)) continue;
      await boss.createQueue(queue, {
        retryLimit: retries,
        retryDelay: 1,
        retryBackoff: true,
        deadLetter: DEAD_LETTERS,
        notify: true,
      });
    }
    await pool.query(`grant usage on schema ${SCHEMA} to parley_app;
      grant select, insert, update, delete on all tables in schema ${SCHEMA} to parley_app;
      grant execute on all functions in schema ${SCHEMA} to parley_app`);
  } finally {
    await boss.stop({ graceful: false });
    await pool.end();
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

  async function handle(binding: QueueBinding, data: unknown): Promise<void> {
    const envelope = envelopeSchema.parse(data);
    await binding.handle(jobCtx(kernelOf(), binding.queue, envelope), envelope.payload);
  }

  return {
    ...eventBus(boss, modules),
    async work() {
      for (const binding of bindings) {
        await boss.work(
          binding.queue,
          { localConcurrency: CONCURRENCY, pollingIntervalSeconds: 2 },
          async (jobs) => {
            for (const job of jobs) await handle(binding, job.data);
          },
        );
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
    async deadLetters(limit) {
      const jobs: JobWithMetadata<unknown>[] = await boss.findJobs(DEAD_LETTERS, { queued: true });
      return jobs
        .sort((a, b) => b.createdOn.getTime() - a.createdOn.getTime())
        .slice(0, limit)
        .map(presentDeadLetter);
    },
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
      await boss.send(job.name, envelope(ctx, job.payload.parse(payload)), {
        db: fromKysely(tx),
        ...options,
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

function presentDeadLetter(job: JobWithMetadata<unknown>): DeadLetter {
  const data = envelopeSchema.safeParse(job.data);
  const output = z.object({ message: z.string() }).safeParse(job.sourceOutput);
  return {
    id: job.id,
    queue: job.sourceName ?? job.name,
    failedAt: job.createdOn,
    workspaceId: data.success ? data.data.workspaceId : null,
    error: output.success ? output.data.message : "",
  };
}
