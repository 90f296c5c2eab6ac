import { createHash } from "node:crypto";
import type { LanguageModelV4StreamPart } from "@ai-sdk/provider";
import type { Ctx } from "../../kernel/ctx.ts";
import { AppError } from "../../kernel/errors.ts";
import { requirePermission } from "../../kernel/permissions.ts";
import { beginApiTurn } from "./internal/begin-api-turn.ts";
import { citing } from "./internal/citations.ts";
import { prepareTurn } from "./internal/prepare-turn.ts";
import type { TurnEnd } from "./internal/run-turn.ts";
import { completionTurn, lastQuestion } from "./openai/completion-turn.ts";
import type { ChatCompletionRequest } from "./openai/request-schema.ts";

export interface BegunCompletion {
  readonly answerId: string;
  /** Runs the turn to its end; parts are delivered as they come. Never rejects for what a provider does. */
  run(deliver: (part: LanguageModelV4StreamPart) => void | Promise<void>): Promise<TurnEnd>;
}

/**
 * The turn of `/v1/chat/completions`. A program that sends its history along goes on in the conversation that history
 * belongs to.
 * @throws AppError as quoting and holding do
 */
export async function beginCompletion(ctx: Ctx, body: ChatCompletionRequest): Promise<BegunCompletion> {
  requirePermission(ctx, "chat");
  if (ctx.actor.kind !== "api-key") throw new AppError("unauthenticated", "Send a workspace key.");
  const prepared = await prepareTurn(ctx, await completionTurn(ctx, body));
  const { answerId, run } = await beginApiTurn(ctx, {
    prepared,
    question: lastQuestion(body),
    apiKeyId: ctx.actor.keyId,
    earlier: earlierHash(body),
    purpose: "api",
  });
  return {
    answerId,
    run: (deliver) =>
      run({
        deliver,
        ...citing(prepared.sources),
        historyHash: (text) => historyHash([...body.messages, { role: "assistant", content: text }]),
      }),
  };
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
