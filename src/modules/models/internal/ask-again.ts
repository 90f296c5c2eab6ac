import { ModelProviderError } from "../../../adapters/models/provider-error.ts";
import type { Ctx } from "../../../kernel/ctx.ts";
import type { CircuitBreaker } from "./circuit-breaker.ts";
import type { KnownModel } from "./hub.ts";
import { judge } from "./judge.ts";
import { pause } from "./pause.ts";

export interface Asking {
  readonly model: KnownModel;
  readonly breaker: CircuitBreaker;
  /** For all tries together, ms. */
  readonly deadlineMs: number;
  /** What the log says of a try that failed. */
  readonly complaint: string;
}

const ATTEMPTS = 3;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 10_000;

/**
 * Asks the provider, again where that may help, within the deadline, past its gate and its breaker.
 * @param once one request; what it throws of the provider is a ModelProviderError
 * @throws ModelProviderError of the last try, or the signal's reason
 */
export async function askAgain<Answer>(
  ctx: Ctx,
  asking: Asking,
  signal: AbortSignal,
  once: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  const { model, breaker, deadlineMs, complaint } = asking;
  const late = AbortSignal.timeout(deadlineMs);
  const either = AbortSignal.any([signal, late]);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await askOnce(asking, either, once);
    } catch (error) {
      signal.throwIfAborted();
      const failure = late.aborted ? tooLate(model) : error;
      if (!(failure instanceof ModelProviderError)) throw failure;
      judge(breaker, failure.kind);
      const { kind, status, detail } = failure;
      ctx.kernel.log.warn({ model: model.id, kind, status, detail, attempt }, complaint);
      const wait = failure.retryAfterMs ?? FIRST_WAIT_MS * 2 ** (attempt - 1);
      const again = failure.retryable && attempt < ATTEMPTS && wait <= LONGEST_WAIT_MS && !late.aborted;
      if (!again || breaker.isOpen()) throw failure;
      await pause(wait, either).catch(() => {
        signal.throwIfAborted();
        throw failure;
      });
    }
  }
}

async function askOnce<Answer>(
  { model, breaker }: Asking,
  signal: AbortSignal,
  once: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  const { provider, gate, id } = model.provider;
  if (provider === null || !breaker.admits()) throw new ModelProviderError("unavailable", { provider: id });
  const leave = await gate.enter(signal);
  try {
    const answer = await once(signal);
    breaker.succeeded();
    return answer;
  } finally {
    leave();
  }
}

function tooLate({ provider }: KnownModel): ModelProviderError {
  return new ModelProviderError("stalled", { provider: provider.id, detail: "The answer took too long" });
}
