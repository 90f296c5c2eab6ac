import pg from "pg";
import { MIGRATIONS, modulesOf } from "../app.ts";
import { loadSecretKey } from "../config/secret-key.ts";
import { openServer, prepareDatabase } from "../installation.ts";
import { closeInOrder } from "../kernel/close-in-order.ts";
import { type Ctx, systemCtx } from "../kernel/ctx.ts";
import { migrationState } from "../kernel/db/migration-state.ts";
import { AppError } from "../kernel/errors.ts";
import type { JobSystem } from "../kernel/jobs/job-system.ts";
import { openKernel } from "../kernel-of.ts";
import type { CliIo } from "./io.ts";

export interface Operator {
  /** The operator in no workspace, without permissions: verbs that are theirs alone ask for no more. */
  readonly ctx: Ctx;
  readonly jobs: JobSystem;
  /** In one workspace, with the permissions that a command needs there. */
  inside(workspaceId: string, permissions: readonly string[]): Ctx;
}

/**
 * Works on this installation's database without HTTP: joins the embedded server that runs or starts it for as
 * long as the work takes. A new installation is set up; an older one is left for `migrate`.
 */
export async function asOperator<Result>(
  io: CliIo,
  work: (operator: Operator) => Promise<Result>,
): Promise<Result> {
  const config = io.config();
  const log = io.log();
  const secretKey = await loadSecretKey(config);
  const server = await openServer(config, log);
  try {
    await refuseOutdated(server.adminUrl);
    const installation = await prepareDatabase(server, config, secretKey, log);
    const open = await openKernel({ ...installation, config, log }, modulesOf(config, secretKey));
    try {
      const inside = (workspaceId: string | null, permissions: readonly string[]): Ctx => ({
        ...systemCtx(open.kernel, { kind: "operator" }, workspaceId, permissions),
        signal: io.signal,
      });
      return await work({ ctx: inside(null, []), jobs: open.jobs, inside });
    } finally {
      await closeInOrder([...open.stopModules, ...open.closeConnections]);
    }
  } finally {
    await server.stop();
  }
}

/** A Parley of the former version may be running on it: a look must not change its schema. */
async function refuseOutdated(adminUrl: string): Promise<void> {
  const { applied, pending } = await withAdminClient(adminUrl, (client) =>
    migrationState(client, MIGRATIONS),
  );
  if (applied.length === 0 || pending.length === 0) return;
  throw new AppError(
    "unavailable",
    `The database is ${pending.length === 1 ? "one migration" : `${pending.length} migrations`} behind this version. ` +
      "Stop Parley, make a backup, then run: npm run -s parley -- migrate",
  );
}

/** How long making a connection may take, ms. */
const CONNECT_TIMEOUT_MS = 10_000;

/** A connection of the owning role, past row-level security; it fails loudly where it would not be. */
export async function withAdminClient<Result>(
  adminUrl: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({
    connectionString: adminUrl,
    application_name: "parley-cli",
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  // A server that goes away between two statements must not end this process without a word.
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query("set row_security = off");
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}
