import type { Config } from "./config.ts";
import { type Clock, systemClock } from "./kernel/clock.ts";
import { closeInOrder, type Step } from "./kernel/close-in-order.ts";
import { createSecrets } from "./kernel/crypto/secrets.ts";
import { openDatabase } from "./kernel/db/database.ts";
import type { Database } from "./kernel/db/types.ts";
import { newId } from "./kernel/ids.ts";
import { useIssueSentences } from "./kernel/issue-sentences.ts";
import { type JobSystem, startJobs } from "./kernel/jobs/job-system.ts";
import type { EventBus, Kernel } from "./kernel/kernel.ts";
import type { Log } from "./kernel/log.ts";
import type { ModuleDefinition } from "./kernel/module.ts";
import { createMemoryLimiter } from "./kernel/rate-limit/memory-limiter.ts";
import { openRateLimiter } from "./kernel/rate-limit/open-rate-limiter.ts";
import type { RateLimiter } from "./kernel/rate-limit/rate-limiter.ts";
import { openRealtime } from "./kernel/realtime/open-realtime.ts";
import type { Realtime } from "./kernel/realtime/realtime.ts";
import { Registry } from "./kernel/registry.ts";
import { createMetrics } from "./kernel/telemetry/metrics.ts";

export interface KernelOptions {
  readonly config: Config;
  /** As the application's own login role; the schema is there. */
  readonly databaseUrl: string;
  readonly secretKey: string;
  readonly log: Log;
  readonly clock?: Clock;
}

export interface OpenKernel {
  readonly kernel: Kernel;
  readonly jobs: JobSystem;
  /** Modules end what they have in hand, higher ones first; connections are still there. */
  readonly stopModules: readonly Step[];
  readonly closeConnections: readonly Step[];
}

/** The product without HTTP, connected and its modules started: what the web server and the command line share. */
export async function openKernel(
  options: KernelOptions,
  modules: readonly ModuleDefinition[],
): Promise<OpenKernel> {
  const closers: Step[] = [];
  try {
    return await open(options, modules, closers);
  } catch (error) {
    await closeInOrder(closers).catch(() => {});
    throw error;
  }
}

/** @param closers gets what closes each thing that was opened, in the order in which to close */
async function open(
  options: KernelOptions,
  modules: readonly ModuleDefinition[],
  closers: Step[],
): Promise<OpenKernel> {
  const { config, log, databaseUrl } = options;
  const redisUrl = config.redis.url;
  let kernel: Kernel | null = null;
  const kernelOf = (): Kernel => {
    if (kernel === null) throw new Error("The kernel is not built yet.");
    return kernel;
  };
  const jobs = await startJobs(databaseUrl, modules, kernelOf, (error) => log.error({ err: error }, "Jobs"));
  closers.push(() => jobs.stop());
  const realtime = await openRealtime({ databaseUrl, redisUrl, log });
  closers.push(() => realtime.close());
  const rateLimiter = await openRateLimiter({ redisUrl, log });
  closers.push(() => rateLimiter.close());
  const db = openPool(options);
  closers.push(() => db.close());
  kernel = assemble(options, { db, events: jobs, realtime, rateLimiter }, modules);
  for (const module of modules) await module.start?.(kernel);
  return {
    kernel,
    jobs,
    stopModules: [...modules].reverse().map((module) => () => module.stop?.(kernelOf())),
    closeConnections: closers,
  };
}

/** A kernel that reaches nothing: enough to register routes and describe them. What would need a connection throws. */
export function unconnectedKernel(
  options: Omit<KernelOptions, "databaseUrl">,
  modules: readonly ModuleDefinition[],
): Kernel {
  const refuse = async (): Promise<never> => {
    throw new Error("This kernel is not connected.");
  };
  // The pool connects at its first query, and there is none.
  const db = openPool({ ...options, databaseUrl: "postgresql://unconnected.invalid" });
  const realtime: Realtime = {
    publish: refuse,
    publishInTransaction: refuse,
    subscribe: () => () => {},
    close: async () => {},
  };
  const events: EventBus = { publish: refuse, enqueue: refuse };
  return assemble(options, { db, events, realtime, rateLimiter: createMemoryLimiter() }, modules);
}

interface Connections {
  readonly db: Database;
  readonly events: EventBus;
  readonly realtime: Realtime;
  readonly rateLimiter: RateLimiter;
}

function assemble(
  options: Omit<KernelOptions, "databaseUrl">,
  connections: Connections,
  modules: readonly ModuleDefinition[],
): Kernel {
  const { config, log } = options;
  useIssueSentences();
  const kernel: Kernel = {
    ...connections,
    clock: options.clock ?? systemClock,
    log,
    secrets: createSecrets(options.secretKey, config.oldSecretKeys),
    metrics: createMetrics(),
    actions: new Registry(),
    limits: new Registry(),
    personalData: new Registry(),
    publicUrl: config.publicUrl,
    newId,
  };
  for (const module of modules) {
    for (const action of module.actions ?? []) kernel.actions.register(action);
    for (const limit of module.limits ?? []) kernel.limits.register(limit);
    if (module.personalData !== undefined) kernel.personalData.register(module.personalData);
  }
  return kernel;
}

function openPool({ config, log, databaseUrl }: KernelOptions): Database {
  return openDatabase({
    url: databaseUrl,
    poolSize: config.database.poolSize,
    applicationName: "parley",
    onPoolError: (error) => log.warn({ err: error }, "A database connection was lost"),
  });
}
