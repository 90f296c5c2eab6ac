import { sql } from "kysely";
import type { Ctx } from "../../../kernel/ctx.ts";
import { inTransaction } from "../../../kernel/db/database.ts";
import type { Tx } from "../../../kernel/db/types.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";
import { announceCrawlProgress, onCrawlStop } from "./announce-source.ts";
import { partsOf } from "./parts.ts";
import { type SourceRow, sourceColumns } from "./source-rows.ts";

/** Somebody cancelled or removed the source, or began another crawl of it. */
export class CrawlOvertaken extends Error {
  constructor() {
    super("The crawl was cancelled, or another one has begun.");
    this.name = "CrawlOvertaken";
  }
}

/** A slice of a crawl by this process. What it writes holds only while the run is the source's own. */
export class CrawlRun implements Disposable {
  readonly source: SourceRow;
  /** Fires when the crawl is overtaken, when the process stops or when the job runs out of time. */
  readonly signal: AbortSignal;
  readonly #overtaken = new AbortController();
  readonly #unsubscribe: () => void;

  constructor(ctx: Ctx, source: SourceRow) {
    this.source = source;
    this.signal = AbortSignal.any([this.#overtaken.signal, ctx.signal, partsOf(ctx.kernel).stopping]);
    this.#unsubscribe = onCrawlStop(ctx, source.id, () => void this.#look(ctx));
  }

  get overtaken(): boolean {
    return this.#overtaken.signal.aborted;
  }

  [Symbol.dispose](): void {
    this.#unsubscribe();
  }

  async #look(ctx: Ctx): Promise<void> {
    await inTransaction({ ...ctx, tx: null }, (tx, ctx) => touchRun(ctx, tx, this.source)).catch(
      (error: unknown) => {
        if (error instanceof CrawlOvertaken) this.#overtaken.abort(error);
      },
    );
  }
}

/** Takes a crawl up, from its beginning or where it was. Null when it is over or another one has begun. */
export async function beginSlice(
  ctx: Ctx,
  of: { readonly sourceId: string; readonly runId: string },
): Promise<CrawlRun | null> {
  const row = await inTransaction(ctx, async (tx) => {
    const { rows } = await sql<SourceRow>`
      update websites.source s set state = 'crawling', seen_at = ${ctx.kernel.clock.now()}
      where s.workspace_id = ${workspaceOf(ctx)} and s.id = ${of.sourceId} and s.run_id = ${of.runId}
        and s.state in ('queued', 'crawling')
      returning ${sourceColumns}`.execute(tx);
    return rows[0];
  });
  if (row === undefined) return null;
  announceCrawlProgress(ctx, row);
  return new CrawlRun(ctx, row);
}

/** A sign of life; it also locks the source until the transaction ends. @throws CrawlOvertaken */
export async function touchRun(ctx: Ctx, tx: Tx, source: Pick<SourceRow, "id" | "run_id">): Promise<void> {
  const { rows } = await sql`
    update websites.source set seen_at = ${ctx.kernel.clock.now()}
    where workspace_id = ${workspaceOf(ctx)} and id = ${source.id} and run_id = ${source.run_id} and state = 'crawling'
    returning id`.execute(tx);
  if (rows.length === 0) throw new CrawlOvertaken();
}
