import { sql } from "kysely";
import { recordAudit } from "../../kernel/audit.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { requirePermission, workspaceOf } from "../../kernel/permissions.ts";
import type { WebSource } from "./contract.ts";
import { announceCrawlStop, announceSource } from "./internal/announce-source.ts";
import { loadSource, presentSource, type SourceRow, sourceColumns } from "./internal/source-rows.ts";

/** Ends a crawl and its schedule; pages that were read stay. One that is over is left as it is. */
export async function cancelSource(ctx: Ctx, sourceId: string): Promise<WebSource> {
  requirePermission(ctx, "knowledge.manage");
  return inTransaction(ctx, async (tx, ctx) => {
    await loadSource(ctx, tx, sourceId);
    const { rows } = await sql<SourceRow>`
      update websites.source s set state = 'cancelled', run_id = ${ctx.kernel.newId()}, next_crawl_at = null
      where s.workspace_id = ${workspaceOf(ctx)} and s.id = ${sourceId} and s.state in ('queued', 'crawling')
      returning ${sourceColumns}`.execute(tx);
    const [cancelled] = rows;
    if (cancelled === undefined) return presentSource(await loadSource(ctx, tx, sourceId));
    await announceCrawlStop(ctx, tx, sourceId);
    await announceSource(ctx, tx, cancelled);
    await recordAudit(ctx, tx, {
      action: "source.cancelled",
      target: { kind: "source", id: sourceId },
      details: { url: cancelled.url },
    });
    return presentSource(cancelled);
  });
}
