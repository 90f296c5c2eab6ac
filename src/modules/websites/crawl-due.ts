import { systemCtx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import { enqueueCrawl, queueCrawl } from "./internal/queue-crawl.ts";

/** Without a sign of life for so long a crawl has lost its process, or its job, ms. A page may take two minutes. */
const STALLED_MS = 240_000;
const ROUND = 200;

interface DueSource {
  readonly workspace_id: string;
  readonly source_id: string;
  readonly run_id: string;
  readonly stalled: boolean;
}

/**
 * Sources whose next crawl is due are crawled; crawls that lost their process go on where they were. Of two clocks
 * that find the same source one begins the crawl. @returns how many
 */
export async function crawlDue(kernel: Kernel): Promise<number> {
  const now = kernel.clock.now();
  const { rows } = await kernel.db.pool.query<DueSource>(
    "select workspace_id, source_id, run_id, stalled from websites.due_sources($1, $2, $3)",
    [now, new Date(now.getTime() - STALLED_MS), ROUND],
  );
  for (const row of rows) {
    const ctx = systemCtx(kernel, { kind: "job", name: "websites.crawl-due" }, row.workspace_id);
    await inTransaction(ctx, async (tx, ctx) => {
      if (row.stalled) await enqueueCrawl(ctx, tx, { id: row.source_id, run_id: row.run_id });
      else await queueCrawl(ctx, tx, row.source_id, row.run_id);
    });
  }
  return rows.length;
}
