import { recordAudit } from "../../kernel/audit.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { AppError } from "../../kernel/errors.ts";
import { requirePermission } from "../../kernel/permissions.ts";
import type { Document } from "./contract.ts";
import { atWork, loadDocument } from "./internal/documents.ts";
import { queueDocument } from "./internal/queue-document.ts";
import { presentOneDocument } from "./present.ts";

/** Reads a document anew, also one that is ready: an operator may have mended what reads it. Not while it is read. */
export async function retryDocument(ctx: Ctx, documentId: string): Promise<Document> {
  requirePermission(ctx, "knowledge.use");
  return inTransaction(ctx, async (tx, ctx) => {
    const row = await loadDocument(ctx, tx, documentId, "see");
    if (!atWork(row.state)) {
      if (row.file_id === null) {
        throw new AppError(
          "conflict",
          "Its content is no longer here. Upload it again, or crawl its website again.",
        );
      }
      await queueDocument(ctx, tx, { documentId, collectionId: row.collection_id });
      await recordAudit(ctx, tx, {
        action: "document.retried",
        target: { kind: "document", id: documentId },
      });
    }
    return presentOneDocument(ctx, await loadDocument(ctx, tx, documentId, "see"));
  });
}
