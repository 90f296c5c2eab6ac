import { sql } from "kysely";
import { recordAudit } from "../../../kernel/audit.ts";
import type { Ctx } from "../../../kernel/ctx.ts";
import { inTransaction } from "../../../kernel/db/database.ts";
import { requirePermission, workspaceOf } from "../../../kernel/permissions.ts";
import { announceAssistants } from "./changed.ts";
import { loadAssistant } from "./store.ts";

/** Its conversations stay and go on with the default assistant. */
export async function deleteAssistant(ctx: Ctx, assistantId: string): Promise<void> {
  requirePermission(ctx, "assistants.manage");
  await inTransaction(ctx, async (tx, ctx) => {
    const { name } = await loadAssistant(ctx, tx, assistantId);
    await sql`delete from conversations.assistant
      where workspace_id = ${workspaceOf(ctx)} and id = ${assistantId}`.execute(tx);
    await recordAudit(ctx, tx, {
      action: "assistant.deleted",
      target: { kind: "assistant", id: assistantId },
      details: { name },
    });
    await announceAssistants(ctx, tx);
  });
}
