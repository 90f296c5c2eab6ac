import { sql } from "kysely";
import type { Ctx } from "../../../kernel/ctx.ts";
import { inTransaction } from "../../../kernel/db/database.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";
import { announceSource } from "./announce-source.ts";
import type { PageFailure } from "./frontier.ts";
import { type SourceRow, sourceColumns } from "./source-rows.ts";

const HOUR_MS = 3_600_000;

/**
 * The crawl is over: well if any page was read and nothing ended it early, else with the reason. The next one is set
 * by the source's schedule. Does nothing for a crawl that was overtaken.
 */
export async function endCrawl(
  ctx: Ctx,
  source: SourceRow,
  failure: { readonly code: string; readonly message: string } | null,
): Promise<void> {
  await inTransaction(ctx, async (tx, ctx) => {
    const now = ctx.kernel.clock.now();
    const why = failure ?? (await reasonForNothing(ctx, source));
    const next = source.every_hours === null ? null : new Date(now.getTime() + source.every_hours * HOUR_MS);
    const { rows } = await sql<SourceRow>`
      update websites.source s set state = ${why === null ? "ready" : "failed"},
        failure = ${why === null ? null : JSON.stringify({ code: why.code, message: why.message })}::jsonb,
        last_crawl_at = ${now}, next_crawl_at = ${next}, faults = 0
      where s.workspace_id = ${workspaceOf(ctx)} and s.id = ${source.id} and s.run_id = ${source.run_id}
        and s.state in ('queued', 'crawling')
      returning ${sourceColumns}`.execute(tx);
    const [row] = rows;
    if (row !== undefined) await announceSource(ctx, tx, row);
  });
}

/** Null when there is something. */
async function reasonForNothing(ctx: Ctx, source: SourceRow): Promise<PageFailure | null> {
  return inTransaction(ctx, async (tx) => {
    const { rows } = await sql<{ good: boolean; failure: PageFailure | null }>`
      select state in ('kept', 'unchanged') as good, failure from websites.page
      where workspace_id = ${workspaceOf(ctx)} and source_id = ${source.id} and state <> 'waiting'
      order by good desc, (failure is null), depth, number limit 1`.execute(tx);
    const [first] = rows;
    if (first?.good === true) return null;
    return first?.failure ?? { code: "empty", message: "No page of this website could be read." };
  });
}
