import { sql } from "kysely";
import type { z } from "zod";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import type { Tx } from "../../kernel/db/types.ts";
import { AppError } from "../../kernel/errors.ts";
import { requirePermission, workspaceOf } from "../../kernel/permissions.ts";
import { assistantOf } from "./assistants/assistant-of.ts";
import { sendMessageInput, type sentSchema } from "./contract.ts";
import { beginWebTurn, turnKey } from "./internal/begin-web-turn.ts";
import { HISTORY_MESSAGES } from "./internal/context.ts";
import { prepareTurn } from "./internal/prepare-turn.ts";
import { loadConversation, loadMessage, loadMessages, type MessageRow } from "./internal/store.ts";
import { webTurn } from "./internal/web-turn.ts";
import { presentConversation, presentMessages } from "./present.ts";

export type Sent = z.infer<typeof sentSchema>;

const NEWEST = 2_147_483_647;

/**
 * Asks: the question is saved, credit is held, the answer begins. The same idempotency key answers what the
 * first send did.
 */
export async function sendMessage(
  ctx: Ctx,
  conversationId: string,
  input: z.input<typeof sendMessageInput>,
): Promise<Sent> {
  requirePermission(ctx, "chat.use");
  const message = sendMessageInput.parse(input);
  const before = await inTransaction(ctx, async (tx) => {
    const conversation = await loadConversation(ctx, tx, conversationId);
    return {
      assistant: await assistantOf(ctx, tx, conversation, message.assistantId),
      earlier: await findTurn(ctx, tx, message.idempotencyKey),
      history: await loadMessages(ctx, tx, conversationId, NEWEST, HISTORY_MESSAGES),
    };
  });
  if (before.earlier !== undefined) return presentTurn(ctx, conversationId, before.earlier, true);
  const { model, maxOutputTokens, idempotencyKey } = message;
  const { history, assistant } = before;
  const turn = webTurn({ history, asked: message, continues: false, assistant, model, maxOutputTokens });
  const { answerId } = await beginWebTurn(ctx, {
    conversationId,
    prepared: await prepareTurn(ctx, turn),
    model,
    assistantId: assistant?.id ?? null,
    idempotencyKey,
    question: message,
    continuesId: null,
  });
  return presentTurn(ctx, conversationId, answerId, false);
}

/** The answer that this key began, if it did. */
export async function findTurn(ctx: Ctx, tx: Tx, idempotencyKey: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from conversations.message
    where workspace_id = ${workspaceOf(ctx)} and idempotency_key = ${turnKey(ctx, idempotencyKey)}`.execute(
    tx,
  );
  return rows[0]?.id;
}

/** Conversation, question and answer as they stand. */
export async function presentTurn(
  ctx: Ctx,
  conversationId: string,
  answerId: string,
  replayed: boolean,
): Promise<Sent> {
  return inTransaction(ctx, async (tx, scoped) => {
    const answer = await loadMessage(ctx, tx, conversationId, answerId);
    const question = questionOf(
      answer,
      await loadMessages(ctx, tx, conversationId, answer.position, HISTORY_MESSAGES),
    );
    const [presentedQuestion, presentedAnswer] = await presentMessages(scoped, [question, answer]);
    if (presentedQuestion === undefined || presentedAnswer === undefined)
      throw new Error("A turn has two messages.");
    const conversation = await loadConversation(ctx, tx, conversationId);
    return {
      conversation: presentConversation(conversation),
      question: presentedQuestion,
      answer: presentedAnswer,
      replayed,
    };
  });
}

/** The question that an answer belongs to: the nearest one before it. */
export function questionOf(answer: MessageRow, earlierNewestFirst: readonly MessageRow[]): MessageRow {
  const question = earlierNewestFirst.find((row) => row.role === "user" && row.position < answer.position);
  if (question === undefined) {
    throw new AppError("conflict", "The question of this answer is too far back. Ask it again.");
  }
  return question;
}
