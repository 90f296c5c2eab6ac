import { join, resolve } from "node:path";
import type { FastifyPluginCallback } from "fastify";
import { createDocumentReader } from "./adapters/documents/create-document-reader.ts";
import { createVisionOcr } from "./adapters/documents/create-vision-ocr.ts";
import { createSmtpTransport } from "./adapters/mail/smtp.ts";
import { unconfiguredMail } from "./adapters/mail/unconfigured.ts";
import { createDiskStorage } from "./adapters/storage/disk.ts";
import { createWebReader } from "./adapters/web-pages/create-web-reader.ts";
import type { Config } from "./config.ts";
import { closeInOrder } from "./kernel/close-in-order.ts";
import { hmac } from "./kernel/crypto/tokens.ts";
import { pendingMigrations } from "./kernel/db/migrate.ts";
import { AppError } from "./kernel/errors.ts";
import { closeServer } from "./kernel/http/close-server.ts";
import { createHttpServer } from "./kernel/http/server.ts";
import type { HttpApp } from "./kernel/http/types.ts";
import { askQueue, type JobSystem } from "./kernel/jobs/job-system.ts";
import type { Kernel } from "./kernel/kernel.ts";
import type { ModuleDefinition } from "./kernel/module.ts";
import { startSweeps } from "./kernel/sweeps.ts";
import { type KernelOptions, openKernel } from "./kernel-of.ts";
import { authenticateKey } from "./modules/api-keys/index.ts";
import { authenticateSession } from "./modules/identity/index.ts";
import { checkVectors } from "./modules/knowledge/index.ts";
import type { Delivery } from "./modules/notifications/index.ts";
import type { ReadinessCheck } from "./modules/ops/index.ts";
import { permissionsInWorkspace } from "./modules/workspaces/index.ts";
import { composeModules } from "./modules.ts";
import { configuredProviders } from "./providers.ts";
import { vectorIndexOf } from "./vector-index.ts";
import { readVersion } from "./version.ts";

export const MIGRATIONS = resolve(import.meta.dirname, "../migrations");

/** How long connections may stay open once the stop began, ms: running answers end sooner or are kept as they are. */
const CONNECTIONS_MS = 15_000;

export interface AppOptions extends KernelOptions {
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
  const { config, secretKey } = options;
  const modules = modulesOf(config, secretKey);
  const opened = await openKernel(options, modules);
  const { kernel, jobs } = opened;
  try {
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
        await closeInOrder([
          ...opened.stopModules,
          () => closing,
          () => sweeps.stop(),
          ...opened.closeConnections,
        ]);
      },
    };
  } catch (error) {
    await closeInOrder([...opened.stopModules, ...opened.closeConnections]).catch(() => {});
    throw error;
  }
}

export function modulesOf(config: Config, secretKey: string): readonly ModuleDefinition[] {
  const delivery = deliveryOf(config);
  const documents = createDocumentReader();
  return composeModules({
    identity: { csrfSecret: csrfSecret(secretKey), signUp: config.signUp },
    ledger: { startingGrant: config.startingGrant },
    models: {
      providers: configuredProviders(config.models),
      fallbacks: config.models.fallbacks,
      warm: config.environment !== "test",
    },
    files: { storage: createDiskStorage(join(config.dataDir, "files")) },
    knowledge: { documents, scans: createVisionOcr, vectors: vectorIndexOf(config.vectors) },
    websites: { web: webReaderOf(config, documents) },
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

function webReaderOf(config: Config, documents: ReturnType<typeof createDocumentReader>) {
  const { publicUrl, environment } = config;
  const { allowLoopback } = config.web;
  // A test's site is its own: it needs no politeness.
  return createWebReader({
    documents,
    allowLoopback,
    publicUrl,
    ...(environment === "test" ? { politeDelayMs: 0 } : {}),
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
      name: "vectors",
      run: checkVectors,
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

/** The routes of all modules, listening nowhere. Opens no connection. */
export async function buildHttp(
  kernel: Kernel,
  options: Pick<AppOptions, "config" | "secretKey" | "tracing">,
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
