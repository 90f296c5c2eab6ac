import type { Kysely, Transaction } from "kysely";

/** The kernel knows no table: a module narrows this with `.withTables<Tables>()` to its own schema. */
export type NoTables = Record<never, never>;
export type Db = Kysely<NoTables>;
export type Tx = Transaction<NoTables>;
