import type { z } from "zod";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { requirePermission } from "../../kernel/permissions.ts";
import { availableCredit } from "../ledger/index.ts";
import { assistantOf } from "./assistants/assistant-of.ts";
import { type Quote, quoteInput } from "./contract.ts";
import { HISTORY_MESSAGES } from "./internal/context.ts";
import { quoteTurn } from "./internal/prepare-turn.ts";
import { loadConversation, loadMessages } from "./internal/store.ts";
import { webTurn } from "./internal/web-turn.ts";

const NEWEST = 2_147_483_647;

/**
 * What sending this draft would hold: the same context and the same count as the send itself. Passages are not looked
 * for; where the send will look for them, room for all that it may add is quoted.
 */
export async function quoteMessage(ctx: Ctx, input: z.input<typeof quoteInput>): Promise<Quote> {
  requirePermission(ctx, "chat.use");
  const draft = quoteInput.parse(input);
  const { conversationId, model, maxOutputTokens } = draft;
  const { available, ...before } = await inTransaction(ctx, async (tx, scoped) => {
    const conversation = conversationId === null ? null : await loadConversation(ctx, tx, conversationId);
    return {
      assistant: await assistantOf(ctx, tx, conversation, draft.assistantId),
      history:
        conversationId === null ? [] : await loadMessages(ctx, tx, conversationId, NEWEST, HISTORY_MESSAGES),
      available: await availableCredit(scoped),
    };
  });
  const quote = await quoteTurn(
    ctx,
    webTurn({ ...before, asked: draft, continues: false, model, maxOutputTokens }),
  );
  return {
    model: quote.model.id,
    promptTokens: quote.promptTokens,
    maxOutputTokens: quote.maxOutputTokens,
    quoteMicroPt: quote.amountMicroPt.toString(),
    availableMicroPt: available.toString(),
    affordable: available >= quote.amountMicroPt,
    priceVersion: quote.price.version,
  };
}
