import type { Kysely, Transaction } from "kysely";
import type pg from "pg";

/** The kernel knows no table: a module narrows this with `.withTables<Tables>()` to its own schema. */
export type NoTables = Record<never, never>;
export type Db = Kysely<NoTables>;
export type Tx = Transaction<NoTables>;

export interface Database {
  /** Outside a transaction: no workspace, so tenant tables answer nothing. */
  readonly root: Db;
  /** The pool itself, for the few statements where a query builder costs too much. */
  readonly pool: pg.Pool;
  close(): Promise<void>;
}
