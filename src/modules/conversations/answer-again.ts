import type { z } from "zod";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { AppError } from "../../kernel/errors.ts";
import { requirePermission } from "../../kernel/permissions.ts";
import { answerAgainInput } from "./contract.ts";
import { beginWebTurn } from "./internal/begin-web-turn.ts";
import { buildContext, HISTORY_MESSAGES } from "./internal/context.ts";
import { loadMessage, loadMessages } from "./internal/store.ts";
import { findTurn, presentTurn, questionOf, type Sent } from "./send-message.ts";

/**
 * Answers the question of an ended answer once more (`retry`), or goes on where it broke off (`continue`).
 * The earlier answer stays, with its charge.
 */
export async function answerAgain(
  ctx: Ctx,
  conversationId: string,
  messageId: string,
  input: z.input<typeof answerAgainInput>,
): Promise<Sent> {
  requirePermission(ctx, "chat.use");
  const again = answerAgainInput.parse(input);
  const before = await inTransaction(ctx, async (tx) => {
    const answer = await loadMessage(ctx, tx, conversationId, messageId);
    if (answer.role !== "assistant" || answer.status === "streaming") {
      throw new AppError("conflict", "Only an answer that has ended can be asked for again.");
    }
    const earlier = await loadMessages(ctx, tx, conversationId, answer.position, HISTORY_MESSAGES);
    const question = questionOf(answer, earlier);
    const context =
      again.mode === "continue" && answer.text !== ""
        ? buildContext([answer, ...earlier], "continue")
        : buildContext(
            earlier.filter((row) => row.position < question.position),
            question,
          );
    return { replay: await findTurn(ctx, tx, again.idempotencyKey), context };
  });
  if (before.replay !== undefined) return presentTurn(ctx, conversationId, before.replay, true);
  const { answerId } = await beginWebTurn(ctx, {
    conversationId,
    context: before.context,
    model: again.model,
    maxOutputTokens: undefined,
    idempotencyKey: again.idempotencyKey,
    question: null,
    continuesId: again.mode === "continue" ? messageId : null,
  });
  return presentTurn(ctx, conversationId, answerId, false);
}
