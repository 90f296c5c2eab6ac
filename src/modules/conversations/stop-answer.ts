import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { requirePermission } from "../../kernel/permissions.ts";
import type { Message } from "./contract.ts";
import { stopEverywhere } from "./internal/stop-everywhere.ts";
import { loadMessage } from "./internal/store.ts";
import { presentMessages } from "./present.ts";

/** Cuts the answer at its provider at once; what was delivered is kept and charged. An ended one stays as it is. */
export async function stopAnswer(ctx: Ctx, conversationId: string, messageId: string): Promise<Message> {
  requirePermission(ctx, "chat.use");
  const before = await inTransaction(ctx, (tx) => loadMessage(ctx, tx, conversationId, messageId));
  if (before.status === "streaming") await stopEverywhere(ctx, messageId);
  return inTransaction(ctx, async (tx, scoped) => {
    const [message] = await presentMessages(scoped, [await loadMessage(ctx, tx, conversationId, messageId)]);
    if (message === undefined) throw new Error("A loaded message was not presented.");
    return message;
  });
}
