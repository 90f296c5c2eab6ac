import type { Ctx } from "../../../kernel/ctx.ts";
import { settleTokens } from "../metered-call.ts";
import { toModelFailure } from "../provider-failure.ts";
import { inputOnly } from "./count-input.ts";
import { holdOnce, type WorkToHold } from "./hold-once.ts";
import type { KnownModel } from "./hub.ts";
import type { Price } from "./pricing.ts";

/** Of a call that is paid by what it reads alone. */
export interface InputQuote {
  readonly model: KnownModel;
  readonly price: Price;
  /** Our count, as it is charged where the provider does not say. */
  readonly tokens: number;
  /** The most that it can cost, micro-PT. */
  readonly amountMicroPt: bigint;
}

export interface InputWork extends Omit<WorkToHold, "leaseMs"> {
  readonly quote: InputQuote;
}

/** Longer than what is asked here may take. A process that died gives its credit back after it. */
const LEASE_MS = 90_000;
/** More in one call than any provider takes: such a figure is a fault. */
const MOST_TOKENS = 10_000_000;

/**
 * Asks what is paid by what it reads: held for before, once for one key, and settled by what the provider reports, else
 * by our count; a failure costs nothing.
 * @param ask one call with all its tries, shorter than 90 seconds
 * @throws AppError as `holdCredit` does, and for a provider that fails; the signal's reason
 */
export async function payForInput<Answer extends { readonly tokens: number | undefined }>(
  ctx: Ctx,
  work: InputWork,
  signal: AbortSignal,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  const { model, price, tokens: counted } = work.quote;
  const { id: holdId } = await holdOnce(ctx, { ...work, leaseMs: LEASE_MS });
  const settle = (tokens: number, usageSource: "provider" | "counted") =>
    settleTokens(ctx, { holdId, model, price, tokens: inputOnly(tokens), images: 0, usageSource });
  try {
    const answer = await ask();
    if (isBelieved(answer.tokens)) await settle(answer.tokens, "provider");
    else await settle(counted, "counted");
    return answer;
  } catch (error) {
    await settle(0, "counted");
    signal.throwIfAborted();
    throw toModelFailure(error, model.entry.name);
  }
}

/** Some endpoints always report nought; that is not believed of a text. */
function isBelieved(tokens: number | undefined): tokens is number {
  return tokens !== undefined && Number.isInteger(tokens) && tokens > 0 && tokens <= MOST_TOKENS;
}
