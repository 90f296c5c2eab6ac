import type { LanguageModelV4StreamPart } from "@ai-sdk/provider";
import type { Ctx } from "../../../kernel/ctx.ts";
import type { AppError } from "../../../kernel/errors.ts";
import { toAppError } from "../../../kernel/http/problem.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";
import { storable } from "../../../kernel/storable.ts";
import type { CallReceipt, MeteredCall } from "../../models/index.ts";
import type { Message } from "../contract.ts";
import { checkpointsOf } from "./checkpoints.ts";
import type { CitationFilter } from "./citation-filter.ts";
import { type LiveAnswer, liveAnswers, StopReason } from "./live-answers.ts";

export interface TurnEnd {
  readonly status: Exclude<Message["status"], "streaming">;
  readonly text: string;
  readonly citations: Message["citations"];
  readonly failure: AppError | null;
  readonly receipt: CallReceipt;
}

export interface TurnSurface {
  /** Every part as it comes, in order: the surface delivers it. */
  deliver?(part: LanguageModelV4StreamPart): void | Promise<void>;
  /** Takes numbers without a source out of the text before anybody sees it. */
  readonly filter?: CitationFilter;
  citationsOf(text: string): Message["citations"];
  /** SHA-256 of the conversation with this answer, for programs that send it back; null for people. */
  historyHash?(text: string): Buffer;
}

/**
 * The second half of a turn, the same on every surface: the call runs, its text is kept as it comes, then it is
 * saved, and then the hold is settled by what was delivered. Text first: a crash between the two is found by
 * the recovery, which charges what was saved. Never rejects for what a provider or a person does.
 */
export async function runTurn(
  ctx: Ctx,
  call: MeteredCall,
  answer: LiveAnswer,
  surface: TurnSurface,
): Promise<TurnEnd> {
  const live = liveAnswers(ctx.kernel);
  live.set(answer.id, answer);
  try {
    const failure = await pump(call, answer, surface);
    const status =
      failure === null ? "complete" : failure instanceof StopReason ? failure.status : failedOr(answer);
    const citations = surface.citationsOf(answer.text);
    const problem = failure === null || failure instanceof StopReason ? null : failure;
    await saveEnd(ctx, answer, {
      status,
      citations,
      failure: problem,
      history: status === "complete" ? (surface.historyHash?.(answer.text) ?? null) : null,
    });
    const receipt = await call.settle();
    checkpointsOf(ctx.kernel).noteSettled(workspaceOf(ctx), answer.id);
    return { status, text: answer.text, citations, failure: problem, receipt };
  } finally {
    call.close();
    live.delete(answer.id);
    answer.end();
  }
}

/** Reads the call to its end. @returns what ended it early, or null */
async function pump(
  call: MeteredCall,
  answer: LiveAnswer,
  surface: TurnSurface,
): Promise<AppError | StopReason | null> {
  const { filter } = surface;
  const say = async (part: LanguageModelV4StreamPart) => {
    if (part.type === "text-delta") {
      if (part.delta === "" && filter !== undefined) return;
      answer.append(part.delta);
    }
    const delivered = surface.deliver?.(part);
    if (delivered !== undefined) await delivered;
  };
  let textId = "";
  /** What the filter kept back belongs before whatever follows the text. */
  const sayRest = () => say({ type: "text-delta", id: textId, delta: filter?.end() ?? "" });
  try {
    await call.start(answer.signal);
    for (let part = await call.next(); part !== null; part = await call.next()) {
      if (filter === undefined) await say(part);
      else if (part.type === "text-delta") {
        textId = part.id;
        await say({ ...part, delta: filter.push(part.delta) });
      } else {
        await sayRest();
        await say(part);
      }
    }
    answer.signal.throwIfAborted();
    return null;
  } catch (error) {
    if (filter !== undefined) answer.append(filter.end());
    if (answer.signal.reason instanceof StopReason) return answer.signal.reason;
    return toAppError(error);
  }
}

/** A failure after some text was delivered keeps it: interrupted, not failed. */
function failedOr(answer: LiveAnswer): "failed" | "interrupted" {
  return answer.length > 0 ? "interrupted" : "failed";
}

interface End {
  readonly status: TurnEnd["status"];
  readonly citations: Message["citations"];
  readonly failure: AppError | null;
  readonly history: Buffer | null;
}

async function saveEnd(ctx: Ctx, answer: LiveAnswer, end: End): Promise<void> {
  // Not waiting for the disk is safe: the settlement's commit comes later in the same journal, and waits for both.
  await ctx.kernel.db.pool.query({
    name: "conversations-finish-turn",
    text: "select set_config('synchronous_commit', 'off', true), conversations.finish_turn($1, $2, $3, $4, $5, $6, $7, $8)",
    values: [
      workspaceOf(ctx),
      answer.id,
      end.status,
      storable(answer.text),
      JSON.stringify(end.citations),
      end.failure === null ? null : JSON.stringify({ code: end.failure.code, message: end.failure.message }),
      end.history,
      ctx.kernel.clock.now(),
    ],
  });
}
