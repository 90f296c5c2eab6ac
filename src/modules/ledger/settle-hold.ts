import type { Ctx } from "../../kernel/ctx.ts";
import { notFound } from "../../kernel/errors.ts";
import { workspaceOf } from "../../kernel/permissions.ts";
import { announceWallet } from "./internal/announce.ts";
import { amountText, type Posted } from "./internal/operations.ts";
import { laneOf } from "./internal/posting-lane.ts";

export interface SettleInput {
  readonly holdId: string;
  /** What was delivered is worth this much, micro-PT; 0 releases the hold. */
  readonly costMicroPt: bigint;
  readonly model: string;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  /** Kept with the posting: price version, cached and reasoning tokens, where the counts come from. */
  readonly details: Readonly<Record<string, string | number | boolean>>;
}

export interface Settlement {
  readonly heldMicroPt: bigint;
  readonly chargedMicroPt: bigint;
  readonly returnedMicroPt: bigint;
  /** Free credit right after; what is held by others is not in it. */
  readonly availableMicroPt: bigint;
  /** Credit owned right after, free and held. */
  readonly balanceMicroPt: bigint;
  /** It was settled before; these are the figures of then, balances those of now. */
  readonly replayed: boolean;
}

/**
 * Charges what was delivered and returns the rest, once. More than was held is never charged: the
 * installation absorbs it. After the lease lapsed the charge comes from what is free.
 * @throws AppError not_found when there never was such a hold in this workspace
 */
export async function settleHold(ctx: Ctx, input: SettleInput): Promise<Settlement> {
  const workspaceId = workspaceOf(ctx);
  const posted = await laneOf(ctx.kernel).post({
    op: "settle",
    ws: workspaceId,
    hold: input.holdId,
    amount: amountText(input.costMicroPt, 0n),
    model: input.model,
    input: input.inputTokens,
    output: input.outputTokens,
    details: input.details,
  });
  return settled(ctx, workspaceId, posted);
}

/** Returns all that was held, once. A hold that was settled before stays settled. */
export async function releaseHold(ctx: Ctx, holdId: string, reason: string): Promise<Settlement> {
  const workspaceId = workspaceOf(ctx);
  const posted = await laneOf(ctx.kernel).post({
    op: "release",
    ws: workspaceId,
    hold: holdId,
    amount: "0",
    details: { reason },
  });
  return settled(ctx, workspaceId, posted);
}

function settled(ctx: Ctx, workspaceId: string, posted: Posted): Settlement {
  if (posted.outcome === "unknown") throw notFound("hold");
  if (posted.amount === null || posted.charged === null) {
    throw new Error(`The ledger answered a settlement with "${posted.outcome}".`);
  }
  if (posted.outcome !== "replayed") announceWallet(ctx.kernel, workspaceId);
  return {
    heldMicroPt: posted.amount,
    chargedMicroPt: posted.charged,
    returnedMicroPt: posted.amount - posted.charged,
    availableMicroPt: posted.available,
    balanceMicroPt: posted.available + posted.held,
    replayed: posted.outcome === "replayed",
  };
}
