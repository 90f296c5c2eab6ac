import type { z } from "zod";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { AppError } from "../../kernel/errors.ts";
import { requirePermission } from "../../kernel/permissions.ts";
import { assistantOf } from "./assistants/assistant-of.ts";
import { answerAgainInput } from "./contract.ts";
import { beginWebTurn } from "./internal/begin-web-turn.ts";
import { HISTORY_MESSAGES } from "./internal/context.ts";
import { prepareTurn } from "./internal/prepare-turn.ts";
import { loadConversation, loadMessage, loadMessages } from "./internal/store.ts";
import { webTurn } from "./internal/web-turn.ts";
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
    const conversation = await loadConversation(ctx, tx, conversationId);
    const continues = again.mode === "continue" && answer.text !== "";
    return {
      replay: await findTurn(ctx, tx, again.idempotencyKey),
      assistant: await assistantOf(ctx, tx, conversation, undefined),
      asked: question,
      continues,
      history: continues ? [answer, ...earlier] : earlier.filter((row) => row.position < question.position),
    };
  });
  if (before.replay !== undefined) return presentTurn(ctx, conversationId, before.replay, true);
  const { answerId } = await beginWebTurn(ctx, {
    conversationId,
    prepared: await prepareTurn(ctx, webTurn({ ...before, model: again.model, maxOutputTokens: undefined })),
    model: again.model,
    assistantId: before.assistant?.id ?? null,
    idempotencyKey: again.idempotencyKey,
    question: null,
    continuesId: again.mode === "continue" ? messageId : null,
  });
  return presentTurn(ctx, conversationId, answerId, false);
}
