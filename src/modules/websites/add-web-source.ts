import { sql } from "kysely";
import type { z } from "zod";
import { recordAudit } from "../../kernel/audit.ts";
import { actingUser, type Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import type { Tx } from "../../kernel/db/types.ts";
import { AppError, validationFailed } from "../../kernel/errors.ts";
import { requirePermission, workspaceOf } from "../../kernel/permissions.ts";
import { holdCollection, ReadFailure } from "../knowledge/index.ts";
import { addWebSourceInput, type WebSource } from "./contract.ts";
import { webOf } from "./internal/parts.ts";
import { queueCrawl } from "./internal/queue-crawl.ts";
import { loadSource, presentSource } from "./internal/source-rows.ts";

export const SOURCES_PER_WORKSPACE = 200;

/**
 * Notes a website and leaves it to be crawled at once.
 * @throws AppError validation_failed for an address that may never be read; conflict when the collection has it
 */
export async function addWebSource(ctx: Ctx, input: z.input<typeof addWebSourceInput>): Promise<WebSource> {
  requirePermission(ctx, "knowledge.manage");
  const source = addWebSourceInput.parse(input);
  const url = checkedAddress(ctx, source.url);
  return inTransaction(ctx, async (tx, ctx) => {
    await holdCollection(ctx, source.collectionId);
    await requireRoom(ctx, tx, source.collectionId, url);
    const id = ctx.kernel.newId();
    const now = ctx.kernel.clock.now();
    await sql`
      insert into websites.source (workspace_id, id, collection_id, mode, url, max_depth, max_pages, every_hours, state,
        run_id, seen_at, created_by, created_at)
      values (${workspaceOf(ctx)}, ${id}, ${source.collectionId}, ${source.mode}, ${url}, ${source.maxDepth},
        ${source.mode === "page" ? 1 : source.maxPages}, ${source.everyHours}, 'queued', ${ctx.kernel.newId()}, ${now},
        ${actingUser(ctx)}, ${now})`.execute(tx);
    await queueCrawl(ctx, tx, id);
    await recordAudit(ctx, tx, {
      action: "source.added",
      target: { kind: "source", id },
      details: { url, mode: source.mode, collectionId: source.collectionId },
    });
    return presentSource(await loadSource(ctx, tx, id));
  });
}

function checkedAddress(ctx: Ctx, url: string): string {
  try {
    return webOf(ctx).check(url);
  } catch (error) {
    if (error instanceof ReadFailure) throw validationFailed([{ path: "url", reason: error.message }]);
    throw error;
  }
}

async function requireRoom(ctx: Ctx, tx: Tx, collectionId: string, url: string): Promise<void> {
  // Two at once: the second counts what the first wrote.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`sources-of:${workspaceOf(ctx)}`}, 0))`.execute(
    tx,
  );
  const { rows } = await sql<{ count: number; same: boolean }>`
    select count(*)::integer as count, coalesce(bool_or(collection_id = ${collectionId} and url = ${url}), false) as same
    from websites.source where workspace_id = ${workspaceOf(ctx)}`.execute(tx);
  if (rows[0]?.same === true) {
    throw new AppError("conflict", "This collection has this website already. Crawl it again instead.");
  }
  if ((rows[0]?.count ?? 0) < SOURCES_PER_WORKSPACE) return;
  throw new AppError(
    "limit_reached",
    `This workspace has ${SOURCES_PER_WORKSPACE} websites, the most it can have. Remove some first.`,
    { data: { maximum: SOURCES_PER_WORKSPACE } },
  );
}
