import type { Ctx } from "../../../kernel/ctx.ts";
import { userOf, workspaceOf } from "../../../kernel/permissions.ts";

/** Tells the person's other tabs and devices. Nothing hangs on it: they also load when they are opened. */
export function announceConversation(
  ctx: Ctx,
  conversationId: string,
  type: "conversation.changed" | "conversation.removed" = "conversation.changed",
): void {
  ctx.kernel.realtime
    .publish(`user:${userOf(ctx)}:${workspaceOf(ctx)}`, { type, conversationId })
    .catch((error: unknown) =>
      ctx.kernel.log.warn({ err: error }, "A changed conversation was not announced"),
    );
}
