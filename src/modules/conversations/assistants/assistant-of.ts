import type { Ctx } from "../../../kernel/ctx.ts";
import type { Tx } from "../../../kernel/db/types.ts";
import type { ConversationRow } from "../internal/store.ts";
import { type AssistantRow, loadAssistant } from "./store.ts";

/**
 * Who answers in a conversation: once it has begun, the assistant that it has; before, the one that is wished for,
 * else the one that it was created with. Null is the default one.
 * @param wished undefined when nobody was picked
 * @throws AppError not_found for a wished one that is not in the workspace
 */
export async function assistantOf(
  ctx: Ctx,
  tx: Tx,
  conversation: Pick<ConversationRow, "assistant_id" | "last_position"> | null,
  wished: string | null | undefined,
): Promise<AssistantRow | null> {
  const own = conversation?.assistant_id ?? null;
  const hasBegun = conversation !== null && conversation.last_position > 0;
  const chosen = hasBegun || wished === undefined ? own : wished;
  return chosen === null ? null : loadAssistant(ctx, tx, chosen);
}
