import { createHash } from "node:crypto";
import type { LanguageModelV4StreamPart } from "@ai-sdk/provider";
import { sql } from "kysely";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { AppError } from "../../kernel/errors.ts";
import { requirePermission, workspaceOf } from "../../kernel/permissions.ts";
import { releaseHold } from "../ledger/index.ts";
import { beginCall, type CallQuote, quoteCall } from "../models/index.ts";
import { ANSWER_LEASE_MS } from "./internal/checkpoints.ts";
import { LiveAnswer, StopReason } from "./internal/live-answers.ts";
import { runTurn, type TurnEnd } from "./internal/run-turn.ts";
import { storable } from "./internal/storable.ts";
import { titleFrom } from "./internal/title.ts";
import type { ChatCompletionRequest } from "./openai/request-schema.ts";
import { textOf, toModelRequest } from "./openai/to-model-request.ts";

export interface BegunCompletion {
  readonly answerId: string;
  /** Runs the turn to its end; parts are delivered as they come. Never rejects for what a provider does. */
  run(deliver: (part: LanguageModelV4StreamPart) => void | Promise<void>): Promise<TurnEnd>;
}

/** Longest text of a question that is kept; programs send whole books. */
const KEPT_QUESTION = 400_000;

/**
 * The turn of `/v1/chat/completions`. Intent and hold are written at the same time, both durable before the
 * provider is asked; when one fails, the other is taken back. A program that sends its history along goes on in
 * the conversation that history belongs to.
 * @throws AppError as quoting and holding do
 */
export async function beginCompletion(ctx: Ctx, body: ChatCompletionRequest): Promise<BegunCompletion> {
  requirePermission(ctx, "chat");
  const request = toModelRequest(body);
  const quote = await quoteCall(ctx, body.model, request);
  const { newId } = ctx.kernel;
  const ids = { conversation: newId(), question: newId(), answer: newId(), hold: newId() };
  const begin = {
    request,
    idempotencyKey: ids.answer,
    purpose: "api",
    subjectId: null,
    holdId: ids.hold,
  };
  const [held, saved] = await Promise.allSettled([
    beginCall(ctx, begin, quote),
    saveIntent(ctx, body, quote, ids),
  ]);
  if (held.status === "rejected") {
    if (saved.status === "fulfilled") await withdrawIntent(ctx, ids);
    throw held.reason;
  }
  if (saved.status === "rejected") {
    await releaseHold(ctx, ids.hold, "not-begun");
    throw saved.reason;
  }
  const answer = new LiveAnswer(ids.answer, workspaceOf(ctx), ids.hold, false);
  // A program that hangs up wants no more of it: the provider is cut off at once.
  const leave = () => answer.stop(new StopReason("stopped"));
  if (ctx.signal.aborted) leave();
  else ctx.signal.addEventListener("abort", leave, { once: true });
  return {
    answerId: ids.answer,
    run: (deliver) =>
      runTurn(ctx, held.value, answer, {
        deliver,
        citationsOf: () => [],
        historyHash: (text) => historyHash([...body.messages, { role: "assistant", content: text }]),
      }).finally(() => ctx.signal.removeEventListener("abort", leave)),
  };
}

interface Ids {
  readonly conversation: string;
  readonly question: string;
  readonly answer: string;
  readonly hold: string;
}

async function saveIntent(ctx: Ctx, body: ChatCompletionRequest, quote: CallQuote, ids: Ids): Promise<void> {
  if (ctx.actor.kind !== "api-key") throw new AppError("unauthenticated", "Send a workspace key.");
  const question = storable(lastQuestion(body).slice(0, KEPT_QUESTION));
  const now = ctx.kernel.clock.now();
  // Committed without waiting for the disk: the hold's flush takes it along. Should only the hold outlive a power
  // cut, its lease returns it.
  await ctx.kernel.db.pool.query({
    name: "conversations-begin-api-turn",
    text: "select set_config('synchronous_commit', 'off', true), conversations.begin_api_turn($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14)",
    values: [
      workspaceOf(ctx),
      ids.conversation,
      ctx.actor.keyId,
      earlierHash(body),
      titleFrom(question.slice(0, 2_000)),
      ids.question,
      question,
      ids.answer,
      quote.model.id,
      ids.hold,
      quote.amountMicroPt.toString(),
      quote.promptTokens,
      new Date(now.getTime() + ANSWER_LEASE_MS),
      now,
    ],
  });
}

/** Removes what {@link saveIntent} wrote; a conversation that held nothing else goes with it. */
async function withdrawIntent(ctx: Ctx, ids: Ids): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await sql`delete from conversations.message
      where workspace_id = ${workspaceOf(ctx)} and id in (${ids.question}, ${ids.answer})`.execute(tx);
    await sql`delete from conversations.conversation
      where workspace_id = ${workspaceOf(ctx)} and id = ${ids.conversation}`.execute(tx);
  });
}

function lastQuestion(body: ChatCompletionRequest): string {
  const last = body.messages.findLast((message) => message.role === "user");
  if (last === undefined) return "";
  if (typeof last.content === "string") return last.content;
  return textOf(last.content.filter((part) => part.type === "text"));
}

type Messages = ChatCompletionRequest["messages"];

/** Hash of everything up to the last answer in the request, or null when it begins a conversation. */
function earlierHash(body: ChatCompletionRequest): Buffer | null {
  const last = body.messages.findLastIndex((message) => message.role === "assistant");
  return last < 0 ? null : historyHash(body.messages.slice(0, last + 1));
}

/** Of roles and texts only: clients differ in how they send the same message back. */
function historyHash(messages: Messages): Buffer {
  const hash = createHash("sha256");
  for (const message of messages) {
    const content = message.content ?? "";
    const text =
      typeof content === "string"
        ? content
        : content.map((part) => (part.type === "text" ? part.text : "")).join("");
    hash.update(`${message.role}\u0000${text}\u0000`);
  }
  return hash.digest();
}
