import type { LanguageModelV4StreamPart } from "@ai-sdk/provider";
import { ModelProviderError } from "../../../adapters/models/provider-error.ts";
import type { Ctx } from "../../../kernel/ctx.ts";
import type { CallQuote, ModelRequest } from "../quote-call.ts";
import { hubOf, type KnownModel } from "./hub.ts";
import { judge } from "./judge.ts";
import { pause } from "./pause.ts";
import { type Price, worstCase } from "./pricing.ts";

type Reader = ReadableStreamDefaultReader<LanguageModelV4StreamPart>;

/** A model that may answer, at the price that its answer is charged by. */
interface Candidate {
  readonly model: KnownModel;
  readonly price: Price;
}

export interface OpenUpstream extends Candidate {
  readonly reader: Reader;
  /** Parts read while waiting for the first content; they come before what the reader gives. */
  readonly first: readonly LanguageModelV4StreamPart[];
  /** Ends the call at the provider and gives its place back. May be called twice. */
  close(): void;
}

/** Tries of one model before the first token; a wait longer than this is left to the person. */
const ATTEMPTS = 2;
const LONGEST_WAIT_MS = 2_000;
const FIRST_WAIT_MS = 250;

/**
 * Opens the call and waits for its first content. Retries and fallbacks happen here and only here: once
 * something was delivered, an answer is never begun again.
 * @throws ModelProviderError of the last try, or the signal's reason
 */
export async function openUpstream(
  ctx: Ctx,
  quote: CallQuote,
  request: ModelRequest,
  signal: AbortSignal,
): Promise<OpenUpstream> {
  let failure: unknown;
  for (const candidate of await candidates(ctx, quote)) {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      try {
        return await openOnce(candidate, request, quote.maxOutputTokens, signal);
      } catch (error) {
        failure = error;
        signal.throwIfAborted();
        if (!(error instanceof ModelProviderError)) throw error;
        const { kind, status, detail } = error;
        ctx.kernel.log.warn(
          { model: candidate.model.id, kind, status, detail, attempt },
          "A model call failed before its first token",
        );
        const wait = error.retryAfterMs ?? FIRST_WAIT_MS * attempt;
        if (!error.retryable || attempt === ATTEMPTS || wait > LONGEST_WAIT_MS) break;
        // While the circuit is open nobody is asked, so there is nothing to wait for.
        if (candidate.model.provider.breaker.isOpen()) break;
        await pause(wait, signal);
      }
    }
  }
  throw failure;
}

/** The chosen model, then its fallbacks that are connected and cost no more than what is held. */
async function candidates(ctx: Ctx, quote: CallQuote): Promise<Candidate[]> {
  const hub = hubOf(ctx.kernel);
  const found: Candidate[] = [quote];
  for (const id of hub.fallbacks.get(quote.model.id) ?? []) {
    const model = hub.get(id);
    if (model === undefined || model.provider.provider === null) continue;
    if (quote.images > 0 && !model.entry.images) continue;
    const price = await hub.prices.inForce(id, model.entry);
    const cost = worstCase(price, quote.promptTokens, quote.maxOutputTokens, quote.images);
    if (cost <= quote.amountMicroPt) found.push({ model, price });
  }
  return found;
}

async function openOnce(
  { model, price }: Candidate,
  request: ModelRequest,
  maxOutputTokens: number,
  signal: AbortSignal,
): Promise<OpenUpstream> {
  const { provider, breaker, gate, id } = model.provider;
  if (provider === null || !breaker.admits()) throw new ModelProviderError("unavailable", { provider: id });
  const leave = await gate.enter(signal);
  const call = new AbortController();
  const abort = () => call.abort(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  const close = () => {
    signal.removeEventListener("abort", abort);
    call.abort();
    leave();
  };
  try {
    signal.throwIfAborted();
    const { stream } = await provider.languageModel(model.entry.model).doStream({
      ...request,
      maxOutputTokens: Math.min(maxOutputTokens, model.entry.maxOutputTokens),
      abortSignal: call.signal,
    });
    const reader = stream.getReader();
    const first = await readFirstContent(reader);
    breaker.succeeded();
    return { model, price, reader, first, close };
  } catch (error) {
    if (error instanceof ModelProviderError) judge(breaker, error.kind);
    close();
    throw error;
  }
}

async function readFirstContent(reader: Reader): Promise<LanguageModelV4StreamPart[]> {
  const parts: LanguageModelV4StreamPart[] = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return parts;
    if (value.type === "error") throw value.error;
    parts.push(value);
    if (isContent(value) || value.type === "finish") return parts;
  }
}

/** Parts that a person or a program gets to see; an empty piece of text is nothing yet. */
export function isContent(part: LanguageModelV4StreamPart): boolean {
  switch (part.type) {
    case "text-delta":
    case "reasoning-delta":
      return part.delta !== "";
    case "tool-input-start":
    case "tool-call":
      return true;
    default:
      return false;
  }
}
