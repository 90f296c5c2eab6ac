import { actingUser, type Ctx } from "../../kernel/ctx.ts";
import { forbidden } from "../../kernel/errors.ts";
import { requirePermission } from "../../kernel/permissions.ts";
import type { DocumentRow } from "./internal/documents.ts";

/** People delete what they brought; anything else takes who manages knowledge. */
export function requireMayDelete(ctx: Ctx, document: Pick<DocumentRow, "created_by">): void {
  requirePermission(ctx, "knowledge.use");
  const userId = actingUser(ctx);
  if (ctx.permissions.has("knowledge.manage") || (userId !== null && document.created_by === userId)) return;
  throw forbidden("Somebody else added this document. Ask them, or an owner or admin, to delete it.");
}
