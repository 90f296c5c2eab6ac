import pg from "pg";
import type { Relation } from "./tenant-tables.ts";

/** What an attempt came to: rows seen or touched, or PostgreSQL's refusal. */
export type Outcome = { readonly rows: number } | { readonly refused: string };

/** insufficient_privilege: no grant, or row-level security says no (PostgreSQL manual, appendix A). */
export const REFUSED = { refused: "42501" } as const;

/** The application's own login with the context of a workspace: all that a verb with a fault could do. */
export class Intruder {
  readonly #client: pg.Client;
  readonly #scope: readonly [workspaceId: string, userId: string];

  /** @param url the application's login; empty ids stand for no context */
  constructor(url: string, workspaceId: string, userId: string) {
    this.#client = new pg.Client({ connectionString: url });
    this.#scope = [workspaceId, userId];
  }

  async open(): Promise<this> {
    await this.#client.connect();
    return this;
  }

  close(): Promise<void> {
    return this.#client.end();
  }

  /** Rows of the victim that can be seen. */
  see(relation: Relation, victim: string): Promise<Outcome> {
    return this.attempt(`select from ${relation.name} where ${relation.tenantColumn} = $1`, [victim]);
  }

  /** Rows of anybody that can be seen. */
  seeAll(relation: Relation): Promise<Outcome> {
    return this.attempt(`select from ${relation.name}`);
  }

  /** A row that says it is the victim's. */
  plant(relation: Relation, row: Readonly<Record<string, string | null>>): Promise<Outcome> {
    const names = Object.keys(row).map((name) => pg.escapeIdentifier(name));
    const marks = names.map((_, index) => `$${index + 1}`);
    return this.attempt(
      `insert into ${relation.name} (${names.join(", ")}) overriding system value values (${marks.join(", ")})`,
      Object.values(row),
    );
  }

  change(relation: Relation, victim: string): Promise<Outcome> {
    const { tenantColumn } = relation;
    return this.attempt(
      `update ${relation.name} set ${tenantColumn} = ${tenantColumn} where ${tenantColumn} = $1`,
      [victim],
    );
  }

  /** Every row in reach, by a statement that reads no column, so that only the policy of updates stands before it. */
  changeAll(relation: Relation): Promise<Outcome> {
    return this.attempt(`update ${relation.name} set ${relation.tenantColumn} = $1`, [this.#scope[0]]);
  }

  /** As {@link changeAll}, for the policy of deletes. */
  removeAll(relation: Relation): Promise<Outcome> {
    return this.attempt(`delete from ${relation.name}`);
  }

  empty(relation: Relation): Promise<Outcome> {
    return this.attempt(`truncate ${relation.name} cascade`);
  }

  /** Own rows handed over to the victim. */
  giveAway(relation: Relation, victim: string): Promise<Outcome> {
    const { tenantColumn } = relation;
    return this.attempt(`update ${relation.name} set ${tenantColumn} = $1 where ${tenantColumn} = $2`, [
      victim,
      this.#scope[0],
    ]);
  }

  remove(relation: Relation, victim: string): Promise<Outcome> {
    return this.attempt(`delete from ${relation.name} where ${relation.tenantColumn} = $1`, [victim]);
  }

  /** Runs one statement in the context and takes it back. */
  async attempt(statement: string, values: readonly (string | null)[] = []): Promise<Outcome> {
    await this.#client.query("begin");
    try {
      await this.#client.query(
        "select set_config('app.workspace_id', $1, true), set_config('app.user_id', $2, true)",
        [...this.#scope],
      );
      const { rowCount } = await this.#client.query(statement, [...values]);
      return { rows: rowCount ?? 0 };
    } catch (error) {
      if (error instanceof pg.DatabaseError) return { refused: error.code ?? error.message };
      throw error;
    } finally {
      await this.#client.query("rollback");
    }
  }
}
