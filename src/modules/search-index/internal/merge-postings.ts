import { sql } from "kysely";
import type { Ctx } from "../../../kernel/ctx.ts";
import type { Tx } from "../../../kernel/db/types.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";
import type { BuiltPosting } from "../../retrieval/index.ts";
import { compareTerms, eachPosting, PostingWriter } from "../../retrieval/index.ts";

/** Terms read of one segment at a time: with sixteen segments a few megabytes. */
const PAGE = 1_000;

interface PostingRow {
  readonly term: string;
  readonly data: Buffer;
}

/**
 * The posting lists of all segments, term by term, as one segment holds them.
 * @param ordinals by segment: the new ordinal of each old one, -1 where it is gone; they only grow
 */
export async function* mergedPostings(
  ctx: Ctx,
  tx: Tx,
  segmentIds: readonly string[],
  ordinals: readonly Int32Array[],
): AsyncGenerator<BuiltPosting, void, void> {
  const streams = segmentIds.map((id) => new TermStream(ctx, tx, id));
  for (const stream of streams) await stream.next();
  for (;;) {
    let term: string | null = null;
    for (const { head } of streams) {
      if (head !== null && (term === null || compareTerms(head.term, term) < 0)) term = head.term;
    }
    if (term === null) return;
    const writer = new PostingWriter();
    for (const [index, stream] of streams.entries()) {
      if (stream.head?.term !== term) continue;
      const map = ordinals[index];
      eachPosting(stream.head.data, (ordinal, body, heading, around) => {
        const next = map?.[ordinal] ?? -1;
        if (next >= 0) writer.add(next, body, heading, around);
      });
      await stream.next();
    }
    if (writer.count > 0) yield { term, documentFrequency: writer.count, data: writer.finish() };
  }
}

/** A segment's posting lists in the order of their terms, a page at a time. */
class TermStream {
  head: PostingRow | null = null;
  readonly #ctx: Ctx;
  readonly #tx: Tx;
  readonly #segmentId: string;
  #page: readonly PostingRow[] = [];
  #at = 0;
  #last: string | null = "";

  constructor(ctx: Ctx, tx: Tx, segmentId: string) {
    this.#ctx = ctx;
    this.#tx = tx;
    this.#segmentId = segmentId;
  }

  async next(): Promise<void> {
    if (this.#at === this.#page.length && this.#last !== null) await this.#turnPage(this.#last);
    this.head = this.#page[this.#at] ?? null;
    this.#at += 1;
  }

  async #turnPage(after: string): Promise<void> {
    const { rows } = await sql<PostingRow>`
      select term, data from search_index.posting
      where workspace_id = ${workspaceOf(this.#ctx)} and segment_id = ${this.#segmentId} and term > ${after}
      order by term limit ${PAGE}`.execute(this.#tx);
    this.#page = rows;
    this.#at = 0;
    this.#last = rows.length === PAGE ? (rows.at(-1)?.term ?? null) : null;
  }
}
