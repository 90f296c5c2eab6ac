import { sql } from "kysely";
import type { Ctx } from "../../../kernel/ctx.ts";
import type { Tx } from "../../../kernel/db/types.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";
import { crawlSourceJob } from "../jobs.ts";
import { announceCrawlStop, announceSource } from "./announce-source.ts";
import { type SourceRow, sourceColumns } from "./source-rows.ts";

/** Begins a new crawl; one that is under way is overtaken. Null when somebody else has begun one since `runId`. */
export async function queueCrawl(
  ctx: Ctx,
  tx: Tx,
  sourceId: string,
  runId?: string,
): Promise<SourceRow | null> {
  const next = ctx.kernel.newId();
  const { rows } = await sql<SourceRow>`
    update websites.source s set state = 'queued', run_id = ${next}, seeded = false, failure = null, pages_done = 0,
      next_crawl_at = null, seen_at = ${ctx.kernel.clock.now()}
    where s.workspace_id = ${workspaceOf(ctx)} and s.id = ${sourceId}
      ${runId === undefined ? sql`` : sql`and s.run_id = ${runId}`}
    returning ${sourceColumns}`.execute(tx);
  const [row] = rows;
  if (row === undefined) return null;
  await enqueueCrawl(ctx, tx, row);
  await announceCrawlStop(ctx, tx, sourceId);
  await announceSource(ctx, tx, row);
  return row;
}

/** Of one crawl at most one job waits. */
export async function enqueueCrawl(
  ctx: Ctx,
  tx: Tx,
  source: Pick<SourceRow, "id" | "run_id">,
): Promise<void> {
  const payload = { sourceId: source.id, runId: source.run_id };
  await ctx.kernel.events.enqueue(ctx, tx, crawlSourceJob, payload, { singletonKey: source.run_id });
}
