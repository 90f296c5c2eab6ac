import { recordAudit } from "../../kernel/audit.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { requirePermission } from "../../kernel/permissions.ts";
import type { WebSource } from "./contract.ts";
import { queueCrawl } from "./internal/queue-crawl.ts";
import { loadSource, presentSource } from "./internal/source-rows.ts";

/** Crawls a website anew, now; one that waits or is under way goes on as it is. */
export async function recrawlSource(ctx: Ctx, sourceId: string): Promise<WebSource> {
  requirePermission(ctx, "knowledge.manage");
  return inTransaction(ctx, async (tx, ctx) => {
    const before = await loadSource(ctx, tx, sourceId);
    if (before.state === "queued" || before.state === "crawling") return presentSource(before);
    const queued = await queueCrawl(ctx, tx, sourceId, before.run_id);
    // Somebody else was a moment earlier.
    if (queued === null) return presentSource(await loadSource(ctx, tx, sourceId));
    await recordAudit(ctx, tx, {
      action: "source.recrawled",
      target: { kind: "source", id: sourceId },
      details: { url: before.url },
    });
    return presentSource(queued);
  });
}
