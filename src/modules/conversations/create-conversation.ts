import { sql } from "kysely";
import type { z } from "zod";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { requirePermission, userOf, workspaceOf } from "../../kernel/permissions.ts";
import { loadAssistant } from "./assistants/store.ts";
import { type Conversation, createConversationInput } from "./contract.ts";
import { loadConversation } from "./internal/store.ts";
import { presentConversation } from "./present.ts";

/** An empty conversation; without a title it gets one from its first question, without an assistant the default one. */
export async function createConversation(
  ctx: Ctx,
  input: z.input<typeof createConversationInput>,
): Promise<Conversation> {
  requirePermission(ctx, "chat.use");
  const { title, assistantId = null } = createConversationInput.parse(input);
  const { kernel } = ctx;
  return inTransaction(ctx, async (tx) => {
    const id = kernel.newId();
    const now = kernel.clock.now();
    if (assistantId !== null) await loadAssistant(ctx, tx, assistantId);
    await sql`insert into conversations.conversation
        (workspace_id, id, surface, user_id, title, titled, assistant_id, created_at, updated_at)
      values (${workspaceOf(ctx)}, ${id}, 'web', ${userOf(ctx)}, ${title ?? ""}, ${title !== undefined}, ${assistantId},
        ${now}, ${now})`.execute(tx);
    return presentConversation(await loadConversation(ctx, tx, id));
  });
}
