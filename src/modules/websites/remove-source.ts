import { sql } from "kysely";
import { recordAudit } from "../../kernel/audit.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { requirePermission, workspaceOf } from "../../kernel/permissions.ts";
import { removePages } from "../knowledge/index.ts";
import { announceCrawlStop, announceSourceRemoval } from "./internal/announce-source.ts";
import { loadSource } from "./internal/source-rows.ts";

/** The website and every document that came from it. */
export async function removeSource(ctx: Ctx, sourceId: string): Promise<void> {
  requirePermission(ctx, "knowledge.manage");
  await inTransaction(ctx, async (tx, ctx) => {
    const source = await loadSource(ctx, tx, sourceId);
    // Locks out a crawl that is about to keep a page.
    await sql`select from websites.source
      where workspace_id = ${workspaceOf(ctx)} and id = ${sourceId} for update`.execute(tx);
    const documents = await removePages(ctx, sourceId);
    await sql`delete from websites.source
      where workspace_id = ${workspaceOf(ctx)} and id = ${sourceId}`.execute(tx);
    await announceCrawlStop(ctx, tx, sourceId);
    await announceSourceRemoval(ctx, tx, source);
    await recordAudit(ctx, tx, {
      action: "source.removed",
      target: { kind: "source", id: sourceId },
      details: { url: source.url, documents },
    });
  });
}
