import { sql } from "kysely";
import type { Ctx } from "../../../kernel/ctx.ts";
import { inTransaction } from "../../../kernel/db/database.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";
import { storable } from "../../../kernel/storable.ts";
import { releaseHold } from "../../ledger/index.ts";
import { beginCall, type MeteredCall } from "../../models/index.ts";
import { ANSWER_LEASE_MS } from "./checkpoints.ts";
import { LiveAnswer, StopReason } from "./live-answers.ts";
import type { PreparedTurn } from "./prepare-turn.ts";
import { runTurn, type TurnEnd, type TurnSurface } from "./run-turn.ts";
import { titleFrom } from "./title.ts";

export interface ApiTurn {
  readonly prepared: PreparedTurn;
  readonly question: string;
  /** Null: the operator asks, from the command line. */
  readonly apiKeyId: string | null;
  /** Hash of what was said before, of the conversation to go on with; null begins one. */
  readonly earlier: Buffer | null;
  /** What the statement calls it. */
  readonly purpose: string;
}

export interface BegunApiTurn {
  readonly answerId: string;
  /** Runs the turn to its end. Never rejects for what a provider does. */
  run(surface: TurnSurface): Promise<TurnEnd>;
}

/** Longest text of a question that is kept, characters; programs send whole books. */
const KEPT_QUESTION = 400_000;

/**
 * The first half of a turn that nobody follows but who began it. Intent and hold are written at the same time, both
 * durable before the provider is asked; when one fails, the other is taken back.
 * @throws AppError as holding does
 */
export async function beginApiTurn(ctx: Ctx, turn: ApiTurn): Promise<BegunApiTurn> {
  const { newId } = ctx.kernel;
  const { request, quote } = turn.prepared;
  const ids = { conversation: newId(), question: newId(), answer: newId(), hold: newId() };
  const begin = {
    request,
    idempotencyKey: ids.answer,
    purpose: turn.purpose,
    subjectId: null,
    holdId: ids.hold,
  };
  const [held, saved] = await Promise.allSettled([beginCall(ctx, begin, quote), saveIntent(ctx, turn, ids)]);
  if (held.status === "rejected") {
    if (saved.status === "fulfilled") await withdrawIntent(ctx, ids);
    throw held.reason;
  }
  if (saved.status === "rejected") {
    await releaseHold(ctx, ids.hold, "not-begun");
    throw saved.reason;
  }
  return { answerId: ids.answer, run: (surface) => run(ctx, held.value, ids, surface) };
}

interface Ids {
  readonly conversation: string;
  readonly question: string;
  readonly answer: string;
  readonly hold: string;
}

function run(ctx: Ctx, call: MeteredCall, ids: Ids, surface: TurnSurface): Promise<TurnEnd> {
  const answer = new LiveAnswer(ids.answer, workspaceOf(ctx), ids.hold, false);
  // Who hangs up wants no more of it: the provider is cut off at once.
  const leave = () => answer.stop(new StopReason("stopped"));
  if (ctx.signal.aborted) leave();
  else ctx.signal.addEventListener("abort", leave, { once: true });
  return runTurn(ctx, call, answer, surface).finally(() => ctx.signal.removeEventListener("abort", leave));
}

async function saveIntent(ctx: Ctx, turn: ApiTurn, ids: Ids): Promise<void> {
  const question = storable(turn.question.slice(0, KEPT_QUESTION));
  const { quote } = turn.prepared;
  const now = ctx.kernel.clock.now();
  // Committed without waiting for the disk: the hold's flush takes it along. Should only the hold outlive a power
  // cut, its lease returns it.
  await ctx.kernel.db.pool.query({
    name: "conversations-begin-api-turn",
    text: "select set_config('synchronous_commit', 'off', true), conversations.begin_api_turn($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14)",
    values: [
      workspaceOf(ctx),
      ids.conversation,
      turn.apiKeyId,
      turn.earlier,
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
