import { join } from "node:path";
import { startEmbeddedPostgres } from "./adapters/database/start.ts";
import { MIGRATIONS, modulesOf } from "./app.ts";
import { loadSecretKey } from "./config/secret-key.ts";
import type { Config } from "./config.ts";
import { ensureLoginRole } from "./kernel/db/login-role.ts";
import { migrate } from "./kernel/db/migrate.ts";
import { installJobs } from "./kernel/jobs/job-system.ts";
import type { Log } from "./kernel/log.ts";
import { installVectors } from "./vector-index.ts";

export interface Installation {
  /** A role that owns: for migrations, backups and the doctor. */
  readonly adminUrl: string;
  /** The application's own role. */
  readonly databaseUrl: string;
  readonly secretKey: string;
  /** Leaves the embedded server running while another process uses it. */
  stop(): Promise<void>;
}

/**
 * The database of this installation, embedded or the operator's, at the current schema.
 * @param signal ends a start that is under way
 */
export async function startInstallation(
  config: Config,
  log: Log,
  signal?: AbortSignal,
): Promise<Installation> {
  const secretKey = await loadSecretKey(config);
  const server = await openServer(config, log, signal);
  try {
    return await prepareDatabase(server, config, secretKey, log);
  } catch (error) {
    await server.stop();
    throw error;
  }
}

export type DatabaseServer = Pick<Installation, "adminUrl" | "stop">;

/** The server alone, whatever its database holds. */
export async function openServer(
  config: Pick<Config, "database" | "dataDir">,
  log: Log,
  signal?: AbortSignal,
): Promise<DatabaseServer> {
  if (config.database.url !== null) return { adminUrl: config.database.url, stop: async () => {} };
  const embedded = await startEmbeddedPostgres({
    dataDir: join(config.dataDir, "postgres"),
    log,
    ...(signal === undefined ? {} : { signal }),
  });
  return { adminUrl: embedded.adminUrl, stop: () => embedded.stop() };
}

/** Brings the database to this version: schema, queues and the application's role. */
export async function prepareDatabase(
  server: DatabaseServer,
  config: Config,
  secretKey: string,
  log: Log,
): Promise<Installation> {
  const applied = await migrate(server.adminUrl, MIGRATIONS);
  if (applied.length > 0) log.info({ migrations: applied.length }, "The database schema is current");
  await installVectors(server.adminUrl, log);
  await installJobs(server.adminUrl, modulesOf(config, secretKey));
  const databaseUrl = await ensureLoginRole(server.adminUrl, secretKey);
  return { ...server, databaseUrl, secretKey };
}
