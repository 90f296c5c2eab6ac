import { sql } from "kysely";
import type { z } from "zod";
import { recordAudit } from "../../../kernel/audit.ts";
import type { Ctx } from "../../../kernel/ctx.ts";
import { inTransaction } from "../../../kernel/db/database.ts";
import { requirePermission, workspaceOf } from "../../../kernel/permissions.ts";
import { type Assistant, updateAssistantInput } from "../contract.ts";
import { announceAssistants, nameTaken } from "./changed.ts";
import { loadAssistant, presentAssistant, saveCollections } from "./store.ts";

/** Changes what is given and leaves the rest. Conversations that have it follow from their next message on. */
export async function updateAssistant(
  ctx: Ctx,
  assistantId: string,
  input: z.input<typeof updateAssistantInput>,
): Promise<Assistant> {
  requirePermission(ctx, "assistants.manage");
  const change = updateAssistantInput.parse(input);
  return nameTaken(change.name ?? "", () =>
    inTransaction(ctx, async (tx, ctx) => {
      const before = presentAssistant(await loadAssistant(ctx, tx, assistantId));
      const wanted = { ...before, ...change };
      await sql`update conversations.assistant set name = ${wanted.name}, description = ${wanted.description},
          instructions = ${wanted.instructions}, model = ${wanted.model},
          every_collection = ${wanted.collectionIds === null}, tools = ${wanted.tools}::text[],
          updated_at = ${ctx.kernel.clock.now()}
        where workspace_id = ${workspaceOf(ctx)} and id = ${assistantId}`.execute(tx);
      if (change.collectionIds !== undefined)
        await saveCollections(ctx, tx, assistantId, change.collectionIds);
      await recordAudit(ctx, tx, {
        action: "assistant.updated",
        target: { kind: "assistant", id: assistantId },
        details: { before, changed: change },
      });
      await announceAssistants(ctx, tx);
      return presentAssistant(await loadAssistant(ctx, tx, assistantId));
    }),
  );
}
