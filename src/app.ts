import { resolve } from "node:path";
import type { FastifyPluginCallback } from "fastify";
import { createSmtpTransport } from "./adapters/mail/smtp.ts";
import { unconfiguredMail } from "./adapters/mail/unconfigured.ts";
import type { Config } from "./config.ts";
import { type Clock, systemClock } from "./kernel/clock.ts";
import { closeInOrder, type Step } from "./kernel/close-in-order.ts";
import { createSecrets } from "./kernel/crypto/secrets.ts";
import { hmac } from "./kernel/crypto/tokens.ts";
import { openDatabase } from "./kernel/db/database.ts";
import { pendingMigrations } from "./kernel/db/migrate.ts";
import { AppError } from "./kernel/errors.ts";
import { closeServer } from "./kernel/http/close-server.ts";
import { createHttpServer } from "./kernel/http/server.ts";
import type { HttpApp } from "./kernel/http/types.ts";
import { newId } from "./kernel/ids.ts";
import { askQueue } from "./kernel/jobs/ask-queue.ts";
import { askQueue, type JobSystem, startJobs } from "./kernel/jobs/job-system.ts";
import type { Kernel } from "./kernel/kernel.ts";
import type { Log } from "./kernel/log.ts";
import type { ModuleDefinition } from "./kernel/module.ts";
import { openRateLimiter } from "./kernel/rate-limit/open-rate-limiter.ts";
import { openRealtime } from "./kernel/realtime/open-realtime.ts";
import { Registry } from "./kernel/registry.ts";
import { startSweeps } from "./kernel/sweeps.ts";
import { createMetrics } from "./kernel/telemetry/metrics.ts";
import { authenticateKey } from "./modules/api-keys/index.ts";
import { authenticateSession } from "./modules/identity/index.ts";
import type { Delivery } from "./modules/notifications/index.ts";
import type { ReadinessCheck } from "./modules/ops/index.ts";
import { permissionsInWorkspace } from "./modules/workspaces/index.ts";
import { composeModules } from "./modules.ts";
import { configuredProviders } from "./providers.ts";
import { readVersion } from "./version.ts";

export const MIGRATIONS = resolve(import.meta.dirname, "../migrations");

/** How long connections may stay open once the stop began, ms: running answers end sooner or are kept as they are. */
const CONNECTIONS_MS = 15_000;

export interface AppOptions {
  readonly config: Config;
  /** As the application's own login role; the schema is there. */
  readonly databaseUrl: string;
  readonly secretKey: string;
  readonly log: Log;
  readonly clock?: Clock;
  /** Registered before any route, since it sees only what comes later. */
  readonly tracing?: FastifyPluginCallback;
}

/** The whole product, built and started but listening nowhere and working on nothing: a test needs no more. */
export interface App {
  readonly kernel: Kernel;
  readonly http: HttpApp;
  readonly jobs: JobSystem;
  readonly modules: readonly ModuleDefinition[];
  /** Begins what the roles of this process do besides answering. */
  startWorking(): Promise<void>;
  /** In order: no new requests, running answers end or are kept, jobs end, connections close. */
  close(): Promise<void>;
}

export async function buildApp(options: AppOptions): Promise<App> {
  const closers: Step[] = [];
  try {
    return await assemble(options, closers);
  } catch (error) {
    await closeInOrder(closers).catch(() => {});
    throw error;
  }
}

/** @param closers gets what closes each thing that was opened, in the order in which to close */
async function assemble(options: AppOptions, closers: Step[]): Promise<App> {
  const { config, log } = options;
  const modules = modulesOf(config, options.secretKey);
  let kernel: Kernel | null = null;
  const kernelOf = (): Kernel => {
    if (kernel === null) throw new Error("The kernel is not built yet.");
    return kernel;
  };
  const { databaseUrl } = options;
  const redisUrl = config.redis.url;
  const jobs = await startJobs(databaseUrl, modules, kernelOf, (error) => log.error({ err: error }, "Jobs"));
  closers.push(() => jobs.stop());
  const realtime = await openRealtime({ databaseUrl, redisUrl, log });
  closers.push(() => realtime.close());
  const rateLimiter = await openRateLimiter({ redisUrl, log });
  closers.push(() => rateLimiter.close());
  const db = openDatabase({
    url: databaseUrl,
    poolSize: config.database.poolSize,
    applicationName: "parley",
    onPoolError: (error) => log.warn({ err: error }, "A database connection was lost"),
  });
  closers.push(() => db.close());
  kernel = {
    db,
    clock: options.clock ?? systemClock,
    log,
    events: jobs,
    realtime,
    secrets: createSecrets(options.secretKey, config.oldSecretKeys),
    metrics: createMetrics(),
    rateLimiter,
    actions: new Registry(),
    limits: new Registry(),
    personalData: new Registry(),
    publicUrl: config.publicUrl,
    newId,
  };
  register(kernel, modules);
  for (const module of modules) await module.start?.(kernel);
  const http = await buildHttp(kernel, options, modules);
  const sweeps = startSweeps(kernel, modules, config.roles.has("clock"));
  return {
    kernel,
    http,
    jobs,
    modules,
    async startWorking() {
      sweeps.start();
      if (config.roles.has("jobs")) await jobs.work();
    },
    async close() {
      const closing = closeServer(http, CONNECTIONS_MS).catch((error: unknown) => error);
      const stops = [...modules].reverse().map((module) => () => module.stop?.(kernelOf()));
      await closeInOrder([...stops, () => closing, () => sweeps.stop(), ...closers]);
    },
  };
}

export function modulesOf(config: Config, secretKey: string): readonly ModuleDefinition[] {
  const delivery = deliveryOf(config);
  return composeModules({
    identity: { csrfSecret: csrfSecret(secretKey), signUp: config.signUp },
    ledger: { startingGrant: config.startingGrant },
    models: {
      providers: configuredProviders(config.models),
      fallbacks: config.models.fallbacks,
      warm: config.environment !== "test",
    },
    delivery,
    ops: {
      version: readVersion(),
      signUp: config.signUp,
      mailSink: delivery.transport === "sink",
      metricsToken: config.telemetry.metricsToken,
      checks: readinessChecks(delivery),
    },
  });
}

function deliveryOf(config: Config): Delivery {
  const { smtpUrl, from } = config.mail;
  if (smtpUrl !== null) return { transport: createSmtpTransport(smtpUrl), from };
  return { transport: config.production ? unconfiguredMail : "sink", from };
}

function csrfSecret(secretKey: string): string {
  return hmac(secretKey, "csrf").toString("hex");
}

function readinessChecks(delivery: Delivery): ReadinessCheck[] {
  return [
    {
      name: "database",
      run: async (kernel) => {
        await kernel.db.pool.query("select 1");
        return "It answers.";
      },
    },
    {
      name: "migrations",
      run: async (kernel) => {
        const pending = await pendingMigrations(kernel.db.pool, MIGRATIONS);
        if (pending.length > 0) throw new AppError("unavailable", migrationsMissing(pending.length));
        return "The schema is current.";
      },
    },
    {
      name: "queue",
      run: async (kernel) => {
        await askQueue(kernel.db.pool);
        return "It answers.";
      },
    },
    {
      name: "mail",
      run: async () => {
        if (delivery.transport === "sink") return "Mail is kept at /dev/mail and not sent.";
        const { problem } = delivery.transport;
        if (problem !== null) throw new AppError("unavailable", problem);
        return "A mail server is configured.";
      },
    },
  ];
}

function migrationsMissing(count: number): string {
  return `${count} ${count === 1 ? "migration is" : "migrations are"} still to be applied. Start this version once with the right to do so.`;
}

function register(kernel: Kernel, modules: readonly ModuleDefinition[]): void {
  for (const module of modules) {
    for (const action of module.actions ?? []) kernel.actions.register(action);
    for (const limit of module.limits ?? []) kernel.limits.register(limit);
    if (module.personalData !== undefined) kernel.personalData.register(module.personalData);
  }
}

async function buildHttp(
  kernel: Kernel,
  options: AppOptions,
  modules: readonly ModuleDefinition[],
): Promise<HttpApp> {
  const { rateLimits, trustProxy, corsOrigins } = options.config.http;
  const http = await createHttpServer({
    kernel,
    authenticator: {
      session: (token) => authenticateSession(kernel, token),
      apiKey: (secret) => authenticateKey(kernel, secret),
      permissions: (userId, workspaceId) => permissionsInWorkspace(kernel, userId, workspaceId),
    },
    limits: rateLimits,
    csrfSecret: csrfSecret(options.secretKey),
    trustProxy,
    corsOrigins,
    version: readVersion(),
  });
  if (options.tracing !== undefined) await http.register(options.tracing);
  for (const module of modules) module.routes?.(http);
  return http;
}
