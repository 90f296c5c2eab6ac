import { sql } from "kysely";
import { recordAudit } from "../../kernel/audit.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import type { Tx } from "../../kernel/db/types.ts";
import { notFound } from "../../kernel/errors.ts";
import { requirePermission, workspaceOf } from "../../kernel/permissions.ts";
import { deleteFile } from "../files/index.ts";
import { announceRemoval, announceStop } from "./internal/announce-document.ts";
import { loadDocument } from "./internal/documents.ts";
import { queueMerge } from "./internal/queue-merge.ts";
import { forgetVersions, versionsOf } from "./internal/versions.ts";
import { requireMayDelete } from "./policy.ts";

/** Text, vectors and file with it: from the commit on nothing finds it. */
export async function deleteDocument(ctx: Ctx, documentId: string): Promise<void> {
  requirePermission(ctx, "knowledge.use");
  await inTransaction(ctx, async (tx, ctx) => {
    const document = await loadDocument(ctx, tx, documentId, "see");
    requireMayDelete(ctx, document);
    const fileId = await lockFile(ctx, tx, documentId);
    await forgetVersions(ctx, tx, await versionsOf(ctx, tx, [documentId]));
    await sql`delete from knowledge.document
      where workspace_id = ${workspaceOf(ctx)} and id = ${documentId}`.execute(tx);
    if (fileId !== null) await deleteFile(ctx, fileId);
    await queueMerge(ctx, tx);
    await announceStop(ctx, tx, documentId);
    await announceRemoval(ctx, tx, { documentId, collectionId: document.collection_id });
    await recordAudit(ctx, tx, {
      action: "document.deleted",
      target: { kind: "document", id: documentId },
      details: { name: document.name, collectionId: document.collection_id },
    });
  });
}

/** Of the document as it is now: a replacement that was under way when it was loaded is done, and another one waits. */
async function lockFile(ctx: Ctx, tx: Tx, documentId: string): Promise<string | null> {
  const { rows } = await sql<{ file_id: string | null }>`
    select file_id from knowledge.document
    where workspace_id = ${workspaceOf(ctx)} and id = ${documentId} for update`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw notFound("document");
  return row.file_id;
}
