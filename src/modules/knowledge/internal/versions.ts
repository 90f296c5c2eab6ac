import { sql } from "kysely";
import type { Ctx } from "../../../kernel/ctx.ts";
import type { Tx } from "../../../kernel/db/types.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";
import { forgetVersionsJob } from "../jobs.ts";
import { partsOf } from "./parts.ts";

/** Versions in one job. */
const BATCH = 1_000;

/** Every version of the documents, current, former or half made. */
export async function versionsOf(ctx: Ctx, tx: Tx, documentIds: readonly string[]): Promise<string[]> {
  if (documentIds.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    select id from knowledge.version
    where workspace_id = ${workspaceOf(ctx)} and document_id = any(${[...documentIds]}::uuid[])`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Removes a document's versions but one, with chunks and vectors. Their postings go when segments are merged. */
export async function dropVersionsBut(
  ctx: Ctx,
  tx: Tx,
  documentId: string,
  kept: readonly string[],
): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    delete from knowledge.version
    where workspace_id = ${workspaceOf(ctx)} and document_id = ${documentId} and id <> all(${[...kept]}::uuid[])
    returning id`.execute(tx);
  await forgetVersions(
    ctx,
    tx,
    rows.map(({ id }) => id),
  );
}

/** Lets an index of vectors outside this database forget them after the commit. */
export async function forgetVersions(ctx: Ctx, tx: Tx, versionIds: readonly string[]): Promise<void> {
  if (partsOf(ctx.kernel).vectors === null) return;
  for (let from = 0; from < versionIds.length; from += BATCH) {
    const batch = versionIds.slice(from, from + BATCH);
    await ctx.kernel.events.enqueue(ctx, tx, forgetVersionsJob, { versionIds: batch });
  }
}
