import { type RawBuilder, sql } from "kysely";
import type { Ctx } from "../../../kernel/ctx.ts";
import { inTransaction } from "../../../kernel/db/database.ts";
import { isUniqueViolation } from "../../../kernel/db/race.ts";
import { AppError, notFound } from "../../../kernel/errors.ts";
import { userOf, workspaceOf } from "../../../kernel/permissions.ts";
import { storable } from "../../../kernel/storable.ts";
import { beginCall, type CallQuote, type MeteredCall } from "../../models/index.ts";
import { announceConversation } from "./announce.ts";
import { ANSWER_LEASE_MS } from "./checkpoints.ts";
import { citing } from "./citations.ts";
import { LiveAnswer, StopReason } from "./live-answers.ts";
import type { PreparedTurn } from "./prepare-turn.ts";
import { runTurn } from "./run-turn.ts";
import type { StoredAttachment } from "./store.ts";
import { titleFrom } from "./title.ts";

export interface WebTurn {
  readonly conversationId: string;
  readonly prepared: PreparedTurn;
  readonly model: string;
  /** The assistant of a conversation that begins with this turn; one that has begun keeps its own. */
  readonly assistantId: string | null;
  readonly idempotencyKey: string;
  /** The new question; null when an earlier one is answered again. */
  readonly question: { readonly text: string; readonly attachments: readonly StoredAttachment[] } | null;
  readonly continuesId: string | null;
}

export interface BegunTurn {
  /** Null when an earlier question is answered again. */
  readonly questionId: string | null;
  readonly answerId: string;
}

/** Keys of one person never meet those of another. */
export function turnKey(ctx: Ctx, idempotencyKey: string): string {
  return `${userOf(ctx)}:${idempotencyKey}`;
}

/**
 * The first half of a turn of the web app, once it is prepared: save the intent, hold. The answer is then written in the
 * background; who wants to read along follows it.
 * @throws what holding throws, and conflict while another answer is being written; nothing is kept then
 */
export async function beginWebTurn(ctx: Ctx, turn: WebTurn): Promise<BegunTurn> {
  const { request, quote } = turn.prepared;
  const { newId } = ctx.kernel;
  const ids = { questionId: turn.question === null ? null : newId(), answerId: newId(), holdId: newId() };
  const before = await saveIntent(ctx, turn, quote, ids);
  let call: MeteredCall;
  try {
    const begin = {
      request,
      idempotencyKey: ids.answerId,
      purpose: "chat",
      subjectId: turn.conversationId,
      holdId: ids.holdId,
    };
    call = await beginCall(ctx, begin, quote);
  } catch (error) {
    await withdrawIntent(ctx, turn.conversationId, ids, before);
    throw error;
  }
  announceConversation(ctx, turn.conversationId);
  writeInBackground(ctx, call, turn, ids);
  return ids;
}

type Ids = BegunTurn & { readonly holdId: string };

function writeInBackground(ctx: Ctx, call: MeteredCall, turn: WebTurn, ids: Ids): void {
  const { kernel } = ctx;
  const answer = new LiveAnswer(ids.answerId, workspaceOf(ctx), ids.holdId, true);
  const channel = `answer:${ids.answerId}`;
  const unsubscribe = kernel.realtime.subscribe(channel, (delivery) => {
    if (delivery.type === "message" && isStop(delivery.message)) answer.stop(new StopReason("stopped"));
  });
  // The request that began the turn ends now; the turn goes on without it.
  const background: Ctx = { ...ctx, signal: answer.signal, tx: null };
  runTurn(background, call, answer, citing(turn.prepared.sources))
    .catch((error: unknown) =>
      kernel.log.error({ err: error, answerId: ids.answerId }, "A turn could not be ended"),
    )
    .finally(() => {
      unsubscribe();
      announceConversation(background, turn.conversationId);
      void kernel.realtime.publish(channel, { type: "ended" }).catch(() => undefined);
    });
}

function isStop(message: unknown): boolean {
  return typeof message === "object" && message !== null && "type" in message && message.type === "stop";
}

/** The conversation as it was, for a turn that comes to nothing. */
interface Before {
  readonly title: string;
  readonly titled: boolean;
  readonly model: string | null;
  readonly assistant_id: string | null;
  readonly last_position: number;
  readonly updated_at: Date;
}

async function saveIntent(ctx: Ctx, turn: WebTurn, quote: CallQuote, ids: Ids): Promise<Before> {
  const { kernel } = ctx;
  const now = kernel.clock.now();
  const added = turn.question === null ? 1 : 2;
  try {
    return await inTransaction(ctx, async (tx) => {
      const title = turn.question === null ? "" : titleFrom(turn.question.text);
      const { rows } = await sql<Before>`
        select title, titled, model, assistant_id, last_position, updated_at from conversations.conversation
        where workspace_id = ${workspaceOf(ctx)} and id = ${turn.conversationId} and deleted_at is null
        for update`.execute(tx);
      const before = rows[0];
      if (before === undefined) throw notFound("conversation");
      const last = before.last_position + added;
      const assistantId = before.last_position === 0 ? turn.assistantId : before.assistant_id;
      await sql`
        update conversations.conversation set last_position = ${last}, updated_at = ${now},
          model = ${turn.model}, assistant_id = ${assistantId}, title = case when titled or ${title} = '' then title else ${title} end,
          titled = titled or ${title} <> ''
        where workspace_id = ${workspaceOf(ctx)} and id = ${turn.conversationId}`.execute(tx);
      const values: RawBuilder<unknown>[] = [];
      const key = turnKey(ctx, turn.idempotencyKey);
      if (turn.question !== null && ids.questionId !== null) {
        const attachments = turn.question.attachments.map(({ name, text }) => ({
          name,
          text: storable(text),
        }));
        values.push(sql`(${workspaceOf(ctx)}, ${ids.questionId}, ${turn.conversationId}, ${last - 1}, 'user', 'complete',
          ${storable(turn.question.text)}, ${JSON.stringify(attachments)}::jsonb, ${userOf(ctx)}::uuid, null, null::uuid,
          null::bigint, null::int, true, null::timestamptz, null::uuid, null, ${now}::timestamptz, null)`);
      }
      values.push(sql`(${workspaceOf(ctx)}, ${ids.answerId}, ${turn.conversationId}, ${last}, 'assistant', 'streaming', '',
        '[]'::jsonb, null::uuid, ${turn.model}, ${ids.holdId}::uuid, ${quote.amountMicroPt.toString()}::bigint,
        ${quote.promptTokens}::int, false, ${new Date(now.getTime() + ANSWER_LEASE_MS)}::timestamptz,
        ${turn.continuesId}::uuid, ${key}, ${now}::timestamptz, ${turn.prepared.verdict})`);
      await sql`insert into conversations.message (workspace_id, id, conversation_id, position, role, status, text,
          attachments, author_id, model, hold_id, held, prompt_tokens, settled, lease_until, continues_id,
          idempotency_key, created_at, verdict)
        values ${sql.join(values)}`.execute(tx);
      return before;
    });
  } catch (error) {
    if (isUniqueViolation(error, "one_answer_at_a_time") || isUniqueViolation(error, "message_once")) {
      throw new AppError(
        "conflict",
        "An answer is being written in this conversation. Wait for it or stop it, then send again.",
      );
    }
    throw error;
  }
}

/** Nothing was held, so nothing was sent: the question goes back to the composer as if never asked. */
async function withdrawIntent(ctx: Ctx, conversationId: string, ids: Ids, before: Before): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await sql`delete from conversations.message
      where workspace_id = ${workspaceOf(ctx)} and conversation_id = ${conversationId}
        and id in (${ids.answerId}, ${ids.questionId ?? ids.answerId})`.execute(tx);
    await sql`update conversations.conversation set title = ${before.title}, titled = ${before.titled},
        model = ${before.model}, assistant_id = ${before.assistant_id}, last_position = ${before.last_position},
        updated_at = ${before.updated_at}
      where workspace_id = ${workspaceOf(ctx)} and id = ${conversationId}
        and not exists (select from conversations.message m where m.workspace_id = ${workspaceOf(ctx)}
          and m.conversation_id = ${conversationId} and m.position > ${before.last_position})`.execute(tx);
  });
}
