import { sql } from "kysely";
import { recordAudit } from "../../kernel/audit.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { requirePermission, workspaceOf } from "../../kernel/permissions.ts";
import type { Document } from "./contract.ts";
import { announceInTransaction, announceStop } from "./internal/announce-document.ts";
import { isWorking, loadDocument } from "./internal/documents.ts";
import { presentOneDocument } from "./present.ts";

/** Ends a reading. A former version stays searchable; one that is ready or has failed is left as it is. */
export async function cancelDocument(ctx: Ctx, documentId: string): Promise<Document> {
  requirePermission(ctx, "knowledge.use");
  return inTransaction(ctx, async (tx, ctx) => {
    const before = await loadDocument(ctx, tx, documentId, "see");
    const now = ctx.kernel.clock.now();
    const { rows } = await sql<{ done: number; total: number }>`
      update knowledge.document set state = 'cancelled', run_id = ${ctx.kernel.newId()}, updated_at = ${now}
      where workspace_id = ${workspaceOf(ctx)} and id = ${documentId} and ${isWorking}
      returning done, total`.execute(tx);
    const [ended] = rows;
    if (ended !== undefined) {
      await announceStop(ctx, tx, documentId);
      const its = { documentId, collectionId: before.collection_id };
      await announceInTransaction(ctx, tx, { ...its, state: "cancelled", ...ended });
      await recordAudit(ctx, tx, {
        action: "document.cancelled",
        target: { kind: "document", id: documentId },
      });
    }
    return presentOneDocument(ctx, await loadDocument(ctx, tx, documentId, "see"));
  });
}
