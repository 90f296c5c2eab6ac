import { sql } from "kysely";
import type { Ctx } from "../../../kernel/ctx.ts";
import { inTransaction } from "../../../kernel/db/database.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";
import type { ReadDocument } from "../ports.ts";
import { announceInTransaction } from "./announce-document.ts";
import { queueMerge } from "./queue-merge.ts";
import { isOwn, Overtaken, type ReadingRun } from "./reading-run.ts";
import type { StagedVersion } from "./stage-version.ts";
import { dropVersionsBut } from "./versions.ts";

/**
 * Makes the version the one that searches see, together with its segment; the former one goes in the same
 * transaction. A reading that was overtaken does not come to this.
 * @throws Overtaken
 */
export async function publishVersion(
  ctx: Ctx,
  run: ReadingRun,
  version: StagedVersion,
  read: Pick<ReadDocument, "kind" | "pages">,
): Promise<void> {
  await inTransaction(ctx, async (tx, ctx) => {
    const { id, collection_id } = run.document;
    const count = version.chunks.length;
    const { rows } = await sql`
      update knowledge.document set state = 'ready', version_id = ${version.id}, kind = ${read.kind}, pages = ${read.pages},
        chunks = ${count}, done = ${count}, total = ${count}, updated_at = ${ctx.kernel.clock.now()}
      where workspace_id = ${workspaceOf(ctx)} and id = ${id} and ${isOwn(run)}
      returning id`.execute(tx);
    if (rows.length === 0) throw new Overtaken();
    await dropVersionsBut(ctx, tx, id, [version.id]);
    await queueMerge(ctx, tx);
    await announceInTransaction(ctx, tx, {
      documentId: id,
      collectionId: collection_id,
      state: "ready",
      done: count,
      total: count,
    });
  });
}
