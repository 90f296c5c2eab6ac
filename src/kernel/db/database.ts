import { CompiledQuery, Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import type { Ctx } from "../ctx.ts";
import { isId } from "../ids.ts";
import type { Database, NoTables, Tx } from "./types.ts";

/** int8 arrives as bigint: money never passes through a float or a string. */
const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.INT8, (text: string) => BigInt(text));

export interface DatabaseOptions {
  readonly url: string;
  readonly poolSize: number;
  readonly applicationName: string;
  onPoolError(error: Error): void;
}

/** How long a statement may run before PostgreSQL cuts it, ms. */
const STATEMENT_TIMEOUT_MS = 30_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 60_000;
const IDLE_CONNECTION_MS = 5 * 60_000;

export function openDatabase(options: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.poolSize,
    application_name: options.applicationName,
    types,
    connectionTimeoutMillis: 10_000,
    // A new connection costs a fork, a log-in and every plan anew: 10 to 30 ms that somebody would wait for.
    idleTimeoutMillis: IDLE_CONNECTION_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
  });
  pool.on("error", options.onPoolError);
  // The pool watches idle connections only. One that breaks between two statements of a transaction would
  // otherwise be an error event that nobody hears, which ends the process; the next statement rejects anyway.
  pool.on("connect", (client) => client.on("error", () => {}));
  const root = new Kysely<NoTables>({ dialect: new PostgresDialect({ pool }) });
  return {
    root,
    pool,
    async close() {
      await root.destroy();
      // Kysely ends the pool only when a query went through it.
      if (!pool.ended) await pool.end();
    },
  };
}

/**
 * Runs `work` in a transaction that sees the workspace and the person of the context and no other
 * (row-level security reads both settings). Joins the context's transaction when there is one.
 */
export async function inTransaction<Result>(
  ctx: Ctx,
  work: (tx: Tx, ctx: Ctx) => Promise<Result>,
): Promise<Result> {
  if (ctx.tx !== null) return work(ctx.tx, ctx);
  return ctx.kernel.db.root.transaction().execute(async (tx) => {
    await tx.executeQuery(CompiledQuery.raw(scopeStatement(ctx)));
    return work(tx, { ...ctx, tx });
  });
}

/**
 * Like {@link inTransaction}, for reads that must agree with each other: all of its statements see one state.
 * Joining a transaction in progress, they see what that one sees.
 */
export async function inSnapshot<Result>(
  ctx: Ctx,
  work: (tx: Tx, ctx: Ctx) => Promise<Result>,
): Promise<Result> {
  if (ctx.tx !== null) return work(ctx.tx, ctx);
  const transaction = ctx.kernel.db.root.transaction().setIsolationLevel("repeatable read");
  return transaction.setAccessMode("read only").execute(async (tx) => {
    await tx.executeQuery(CompiledQuery.raw(scopeStatement(ctx)));
    return work(tx, { ...ctx, tx });
  });
}

/** One statement that sets, for this transaction only, the scope of a context. Only ids that passed {@link isId} ever become text of the statement. */
export function scopeStatement(ctx: Pick<Ctx, "workspaceId" | "actor">): string {
  const workspace = ctx.workspaceId === null ? "" : checkedId(ctx.workspaceId);
  const user = ctx.actor.kind === "user" ? checkedId(ctx.actor.userId) : "";
  return `select set_config('app.workspace_id', '${workspace}', true), set_config('app.user_id', '${user}', true)`;
}

function checkedId(id: string): string {
  if (!isId(id)) throw new Error("An id of the context is not a UUID.");
  return id;
}
