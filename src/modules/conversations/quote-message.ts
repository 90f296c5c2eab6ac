import type { z } from "zod";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { requirePermission } from "../../kernel/permissions.ts";
import { availableCredit } from "../ledger/index.ts";
import { quoteCall } from "../models/index.ts";
import { type Quote, quoteInput } from "./contract.ts";
import { buildContext, HISTORY_MESSAGES } from "./internal/context.ts";
import { loadConversation, loadMessages } from "./internal/store.ts";

const NEWEST = 2_147_483_647;

/** What sending this draft would hold: the same context and the same count as the send itself. */
export async function quoteMessage(ctx: Ctx, input: z.input<typeof quoteInput>): Promise<Quote> {
  requirePermission(ctx, "chat.use");
  const draft = quoteInput.parse(input);
  const { conversationId } = draft;
  const { history, available } = await inTransaction(ctx, async (tx, scoped) => {
    if (conversationId !== null) await loadConversation(ctx, tx, conversationId);
    return {
      history:
        conversationId === null ? [] : await loadMessages(ctx, tx, conversationId, NEWEST, HISTORY_MESSAGES),
      available: await availableCredit(scoped),
    };
  });
  const context = buildContext(history, draft);
  const quote = await quoteCall(ctx, draft.model, {
    prompt: context.prompt,
    ...(draft.maxOutputTokens === undefined ? {} : { maxOutputTokens: draft.maxOutputTokens }),
  });
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
