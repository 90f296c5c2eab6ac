import { rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { bringUp, type LiveServer } from "./bring-up.ts";
import { MAIN_DATABASE, superuserUrl } from "./database-url.ts";
import { EmbeddedPostgresError } from "./errors.ts";
import { explainFailure } from "./explain-failure.ts";
import { type FileLock, tryLock, waitForLock } from "./file-lock.ts";
import { findPlace, makeDataFolder, type Place } from "./place.ts";
import { watchServerLog } from "./server-log.ts";
import { stopServer } from "./stop-server.ts";

export interface EmbeddedPostgresOptions {
  /** A folder of its own; made when missing. */
  dataDir: string;
  log: EmbeddedPostgresLog;
  /** Ends a start that is under way; no use after it. */
  signal?: AbortSignal;
  /** False only for databases that a crash may ruin, such as those of tests. Default true. */
  fsync?: boolean;
  /** More server settings by name, over ours. An adopted server keeps those it was started with. */
  settings?: Record<string, string>;
}

/** The part of a pino logger that is used here. */
export interface EmbeddedPostgresLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
}

export interface EmbeddedPostgres {
  /** Superuser, database `parley`, through the unix socket where there is one. */
  adminUrl: string;
  /** True when the server was running before. */
  adopted: boolean;
  /** Also open on 127.0.0.1, for tools. */
  port: number;
  /** Stops the server unless another process uses it. May be called again; takes at most a minute. */
  stop(): Promise<void>;
}

/** Another process may be making the first cluster on a slow disk. */
const START_LOCK_PATIENCE_MS = 330_000;
const STOP_LOCK_PATIENCE_MS = 20_000;

/**
 * Starts PostgreSQL on the data folder, or joins the server that already runs there.
 * Throws EmbeddedPostgresError for what the operator can mend, the signal's reason on abort.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const wanted = resolve(options.dataDir);
  try {
    const dataDir = await makeDataFolder(wanted);
    return await startUnderLock(dataDir, options);
  } catch (error) {
    throw await explainFailure(error, wanted);
  }
}

/** Stops the server and deletes the data folder, wherever its parts live. Throws `busy` while another process uses it. */
export async function removeEmbeddedPostgres(dataDir: string): Promise<void> {
  const real = await makeDataFolder(resolve(dataDir));
  const startLock = await takeStartLock(real, STOP_LOCK_PATIENCE_MS);
  try {
    const alone = tryLock(clientsFile(real), "exclusive");
    if (!alone) throw busy(real);
    try {
      const place = await findPlace(real, () => {});
      await stopServer(place);
      await rm(place.home, { recursive: true, force: true });
      await rm(real, { recursive: true, force: true });
    } finally {
      alone.release();
    }
  } finally {
    startLock.release();
  }
}

async function startUnderLock(dataDir: string, options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const begun = performance.now();
  const { log, signal, fsync = true, settings = {} } = options;
  const startLock = await takeStartLock(dataDir, START_LOCK_PATIENCE_MS, signal);
  let membership: FileLock | undefined;
  try {
    membership = await waitForLock(clientsFile(dataDir), "shared", STOP_LOCK_PATIENCE_MS, signal);
    if (!membership) throw busy(dataDir);
    const place = await findPlace(dataDir, (message) => log.warn({}, message));
    const server = await bringUp(place, {
      fsync,
      settings,
      signal,
      onSlow: () =>
        log.warn({ folder: place.home }, "The database is recovering; this may take some minutes"),
    });
    const took = {
      tookMs: Math.round(performance.now() - begun),
      folder: place.home,
      adopted: server.adopted,
    };
    log.info(took, server.adopted ? "Joined the running database" : "Started the database");
    return handleOf(place, server, membership, log);
  } catch (error) {
    membership?.release();
    throw error;
  } finally {
    startLock.release();
  }
}

function handleOf(
  place: Place,
  server: LiveServer,
  membership: FileLock,
  log: EmbeddedPostgresLog,
): EmbeddedPostgres {
  const unwatchLog = watchServerLog(place.dataDir);
  let stopped: Promise<void> | undefined;
  return {
    adminUrl: superuserUrl(server.address, server.password, MAIN_DATABASE),
    adopted: server.adopted,
    port: server.address.port,
    stop() {
      unwatchLog();
      membership.release();
      stopped ??= stopIfLast(place, log);
      return stopped;
    },
  };
}

/** Whoever holds the start lock for long is starting, so the server is theirs to stop. */
async function stopIfLast(place: Place, log: EmbeddedPostgresLog): Promise<void> {
  const startLock = await waitForLock(startFile(place.dataDir), "exclusive", STOP_LOCK_PATIENCE_MS);
  if (!startLock) return;
  try {
    const alone = tryLock(clientsFile(place.dataDir), "exclusive");
    if (!alone) {
      log.info({ folder: place.home }, "Left the database running for another process");
      return;
    }
    try {
      await stopServer(place);
    } finally {
      alone.release();
    }
  } finally {
    startLock.release();
  }
}

async function takeStartLock(dataDir: string, patienceMs: number, signal?: AbortSignal): Promise<FileLock> {
  const lock = await waitForLock(startFile(dataDir), "exclusive", patienceMs, signal);
  if (!lock) throw busy(dataDir);
  return lock;
}

const startFile = (dataDir: string) => join(dataDir, "start.lock");
const clientsFile = (dataDir: string) => join(dataDir, "clients.lock");

function busy(dataDir: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    "busy",
    `Another Parley process holds the database in ${dataDir}. Wait for it to finish, or stop it, then try again.`,
  );
}
