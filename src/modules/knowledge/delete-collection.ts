import { sql } from "kysely";
import { recordAudit } from "../../kernel/audit.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { requirePermission, workspaceOf } from "../../kernel/permissions.ts";
import { deleteFiles } from "../files/index.ts";
import { collectionDeleted } from "./events.ts";
import { announceRemoval, announceStop } from "./internal/announce-document.ts";
import { loadCollection } from "./internal/collections.ts";
import { queueMerge } from "./internal/queue-merge.ts";
import { forgetVersions, versionsOf } from "./internal/versions.ts";

/** The collection and all that is in it: documents, text, vectors, files. */
export async function deleteCollection(ctx: Ctx, collectionId: string): Promise<void> {
  requirePermission(ctx, "knowledge.manage");
  await inTransaction(ctx, async (tx, ctx) => {
    const collection = await loadCollection(ctx, tx, collectionId);
    // Before its sources and documents, as whoever takes a page in does: the two wait for each other in one order.
    await sql`select from knowledge.collection
      where workspace_id = ${workspaceOf(ctx)} and id = ${collectionId} for update`.execute(tx);
    await ctx.kernel.events.publish(ctx, tx, collectionDeleted, { collectionId });
    const { rows } = await sql<{ id: string; file_id: string | null }>`
      select id, file_id from knowledge.document
      where workspace_id = ${workspaceOf(ctx)} and collection_id = ${collectionId} for update`.execute(tx);
    await forgetVersions(
      ctx,
      tx,
      await versionsOf(
        ctx,
        tx,
        rows.map(({ id }) => id),
      ),
    );
    await sql`delete from knowledge.collection
      where workspace_id = ${workspaceOf(ctx)} and id = ${collectionId}`.execute(tx);
    await deleteFiles(
      ctx,
      rows.flatMap(({ file_id }) => file_id ?? []),
    );
    await queueMerge(ctx, tx);
    for (const { id } of rows) {
      await announceStop(ctx, tx, id);
      await announceRemoval(ctx, tx, { documentId: id, collectionId });
    }
    await recordAudit(ctx, tx, {
      action: "collection.deleted",
      target: { kind: "collection", id: collectionId },
      details: { name: collection.name, documents: rows.length },
    });
  });
}
