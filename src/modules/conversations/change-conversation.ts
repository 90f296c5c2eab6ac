import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import { recordAudit } from "../../kernel/audit.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { requirePermission, workspaceOf } from "../../kernel/permissions.ts";
import { type Conversation, renameConversationInput } from "./contract.ts";
import { announceConversation } from "./internal/announce.ts";
import { stopEverywhere } from "./internal/stop-everywhere.ts";
import { loadConversation } from "./internal/store.ts";
import { presentConversation } from "./present.ts";

/** Gives the conversation a title of the person's own; no automatic one replaces it. */
export async function renameConversation(
  ctx: Ctx,
  conversationId: string,
  input: z.input<typeof renameConversationInput>,
): Promise<Conversation> {
  const { title } = renameConversationInput.parse(input);
  const renamed = await change(
    ctx,
    conversationId,
    sql`title = ${title}, titled = true`,
    "conversation.renamed",
  );
  announceConversation(ctx, conversationId);
  return renamed;
}

/** Out of sight at once, gone for good after 30 days; until then {@link restoreConversation} undoes it. */
export async function deleteConversation(ctx: Ctx, conversationId: string): Promise<void> {
  requirePermission(ctx, "chat.use");
  const answering = await inTransaction(ctx, async (tx) => {
    await loadConversation(ctx, tx, conversationId);
    const { rows } = await sql<{ id: string }>`
      select id from conversations.message where workspace_id = ${workspaceOf(ctx)}
        and conversation_id = ${conversationId} and status = 'streaming'`.execute(tx);
    return rows;
  });
  for (const { id } of answering) await stopEverywhere(ctx, id);
  await change(ctx, conversationId, sql`deleted_at = ${ctx.kernel.clock.now()}`, "conversation.deleted");
  announceConversation(ctx, conversationId, "conversation.removed");
}

export async function restoreConversation(ctx: Ctx, conversationId: string): Promise<Conversation> {
  const restored = await change(ctx, conversationId, sql`deleted_at = null`, "conversation.restored", true);
  announceConversation(ctx, conversationId);
  return restored;
}

async function change(
  ctx: Ctx,
  conversationId: string,
  what: RawBuilder<unknown>,
  action: string,
  deleted = false,
): Promise<Conversation> {
  requirePermission(ctx, "chat.use");
  return inTransaction(ctx, async (tx) => {
    const before = await loadConversation(ctx, tx, conversationId, deleted);
    await sql`update conversations.conversation set ${what}
      where workspace_id = ${workspaceOf(ctx)} and id = ${conversationId}`.execute(tx);
    await recordAudit(ctx, tx, { action, target: { kind: "conversation", id: conversationId } });
    const { rows } = await sql<{ title: string; titled: boolean }>`
      select title, titled from conversations.conversation
      where workspace_id = ${workspaceOf(ctx)} and id = ${conversationId}`.execute(tx);
    return presentConversation({ ...before, ...rows[0] });
  });
}
