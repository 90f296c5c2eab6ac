import { actingUser, type Ctx } from "../../kernel/ctx.ts";
import { AppError } from "../../kernel/errors.ts";
import { formatPt } from "../../kernel/money.ts";
import { workspaceOf } from "../../kernel/permissions.ts";
import { announceWallet } from "./internal/announce.ts";
import { amountText, type Posted } from "./internal/operations.ts";
import { laneOf } from "./internal/posting-lane.ts";

export interface HoldInput {
  /** The same key again answers the same hold; with another amount it is refused. */
  readonly idempotencyKey: string;
  /** The most that the call can cost, micro-PT, at least 1. */
  readonly amountMicroPt: bigint;
  /** How long the hold stands without a sign of life, ms. */
  readonly leaseMs: number;
  /** What for, in a word: `chat`, `api`, `embedding`. */
  readonly purpose: string;
  readonly subjectId: string | null;
  readonly model: string;
}

export interface Hold {
  readonly id: string;
  readonly amountMicroPt: bigint;
  /** The key was used before: nothing was held now. */
  readonly replayed: boolean;
}

/**
 * Sets credit aside, durably, before anything is spent. Balance and budgets are checked in the same step.
 * @throws AppError insufficient_credit, budget_exceeded, idempotency_mismatch; RangeError for an impossible amount
 */
export async function holdCredit(
  ctx: Ctx,
  input: HoldInput,
  holdId: string = ctx.kernel.newId(),
): Promise<Hold> {
  const workspaceId = workspaceOf(ctx);
  const posted = await laneOf(ctx.kernel).post({
    op: "hold",
    ws: workspaceId,
    hold: holdId,
    key: `hold:${input.idempotencyKey}`,
    amount: amountText(input.amountMicroPt, 1n),
    lease: new Date(ctx.kernel.clock.now().getTime() + input.leaseMs).toISOString(),
    user: actingUser(ctx),
    apiKey: ctx.actor.kind === "api-key" ? ctx.actor.keyId : null,
    purpose: input.purpose,
    subject: input.subjectId,
    model: input.model,
  });
  refuse(posted, input.amountMicroPt);
  if (posted.outcome === "ok") announceWallet(ctx.kernel, workspaceId);
  return { id: posted.hold, amountMicroPt: input.amountMicroPt, replayed: posted.outcome === "replayed" };
}

function refuse(posted: Posted, needed: bigint): void {
  switch (posted.outcome) {
    case "ok":
    case "replayed":
      return;
    case "insufficient":
      throw new AppError(
        "insufficient_credit",
        `This takes up to ${formatPt(needed)} PT and the workspace has ${formatPt(posted.available)} PT free. Nothing was sent or charged. Shorten it, choose a cheaper model, or add credit.`,
        { data: { neededMicroPt: needed.toString(), availableMicroPt: posted.available.toString() } },
      );
    case "budget":
      throw new AppError(
        "budget_exceeded",
        `This takes up to ${formatPt(needed)} PT, more than a budget has left. Nothing was sent or charged. An owner or admin can raise the budget.`,
        { data: { neededMicroPt: needed.toString(), availableMicroPt: posted.available.toString() } },
      );
    case "mismatch":
      throw new AppError(
        "idempotency_mismatch",
        "This request key was used for another request. Send it again with a new key.",
      );
    case "late":
    case "unknown":
      throw new Error(`The ledger answered a hold with "${posted.outcome}".`);
  }
}
