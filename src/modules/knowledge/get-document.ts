import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { requirePermission } from "../../kernel/permissions.ts";
import type { Document } from "./contract.ts";
import { loadDocument } from "./internal/documents.ts";
import { presentOneDocument } from "./present.ts";

export async function getDocument(ctx: Ctx, documentId: string): Promise<Document> {
  requirePermission(ctx, "knowledge.read");
  return inTransaction(ctx, async (tx, ctx) =>
    presentOneDocument(ctx, await loadDocument(ctx, tx, documentId, "see")),
  );
}
