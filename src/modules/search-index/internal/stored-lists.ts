import { sql } from "kysely";
import type { Ctx } from "../../../kernel/ctx.ts";
import type { Tx } from "../../../kernel/db/types.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";
import { type ListSource, listsOf, type TermBlock, type TermList } from "../../inverted-index/index.ts";

/** Blocks read of one segment at a time: with sixteen segments a few megabytes. */
const PAGE = 32;

/** A segment's lists as they are stored, a page of blocks at a time. */
export class StoredLists implements ListSource {
  head: TermList | null = null;
  readonly #ctx: Ctx;
  readonly #tx: Tx;
  readonly #segmentId: string;
  #blocks: readonly TermBlock[] = [];
  #at = 0;
  #lists: Iterator<TermList, void, void> | null = null;
  /** Null: there are no more. */
  #after: string | null = "";

  static async open(ctx: Ctx, tx: Tx, segmentId: string): Promise<StoredLists> {
    const stored = new StoredLists(ctx, tx, segmentId);
    await stored.advance();
    return stored;
  }

  private constructor(ctx: Ctx, tx: Tx, segmentId: string) {
    this.#ctx = ctx;
    this.#tx = tx;
    this.#segmentId = segmentId;
  }

  advance(): Promise<void> | undefined {
    for (;;) {
      const next = this.#lists?.next();
      if (next !== undefined && next.done !== true) {
        this.head = next.value;
        return undefined;
      }
      const block = this.#blocks[this.#at];
      if (block === undefined) return this.#turnPage();
      this.#at += 1;
      this.#lists = listsOf(block);
    }
  }

  async #turnPage(): Promise<void> {
    this.head = null;
    if (this.#after === null) return;
    const { rows } = await sql<{ first_term: string; terms: Buffer; lists: Buffer }>`
      select first_term, terms, lists from search_index.block
      where workspace_id = ${workspaceOf(this.#ctx)} and segment_id = ${this.#segmentId} and first_term > ${this.#after}
      order by first_term limit ${PAGE}`.execute(this.#tx);
    this.#blocks = rows.map(({ first_term: firstTerm, terms, lists }) => ({ firstTerm, terms, lists }));
    this.#at = 0;
    this.#lists = null;
    this.#after = rows.length === PAGE ? (rows.at(-1)?.first_term ?? null) : null;
    await this.advance();
  }
}
