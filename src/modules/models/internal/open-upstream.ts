import type { LanguageModelV4StreamPart } from "@ai-sdk/provider";
import { ModelProviderError } from "../../../adapters/models/provider-error.ts";
import type { Ctx } from "../../../kernel/ctx.ts";
import type { CallQuote, ModelRequest } from "../quote-call.ts";
import { hubOf, type KnownModel } from "./hub.ts";
import { worstCase } from "./pricing.ts";

type Reader = ReadableStreamDefaultReader<LanguageModelV4StreamPart>;

export interface OpenUpstream {
  readonly model: KnownModel;
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
  for (const model of await candidates(ctx, quote)) {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      try {
        return await openOnce(model, request, quote.maxOutputTokens, signal);
      } catch (error) {
        failure = error;
        signal.throwIfAborted();
        if (!(error instanceof ModelProviderError)) throw error;
        ctx.kernel.log.warn(
          { model: model.id, kind: error.kind, status: error.status, detail: error.detail, attempt },
          "A model call failed before its first token",
        );
        const wait = error.retryAfterMs ?? FIRST_WAIT_MS * attempt;
        if (!error.retryable || attempt === ATTEMPTS || wait > LONGEST_WAIT_MS) break;
        await pause(wait, signal);
      }
    }
  }
  throw failure;
}

/** The chosen model, then its fallbacks that are connected and cost no more than what is held. */
async function candidates(ctx: Ctx, quote: CallQuote): Promise<KnownModel[]> {
  const hub = hubOf(ctx.kernel);
  const fallbacks: KnownModel[] = [];
  for (const id of hub.fallbacks.get(quote.model.id) ?? []) {
    const model = hub.get(id);
    if (model === undefined || model.provider.provider === null) continue;
    const price = await hub.prices.inForce(id, model.entry);
    if (worstCase(price, quote.promptTokens, quote.maxOutputTokens, 0) <= quote.amountMicroPt)
      fallbacks.push(model);
  }
  return [quote.model, ...fallbacks];
}

async function openOnce(
  model: KnownModel,
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
    const { stream } = await provider
      .languageModel(model.entry.model)
      .doStream({ ...request, maxOutputTokens, abortSignal: call.signal });
    const reader = stream.getReader();
    const first = await readFirstContent(reader);
    breaker.succeeded();
    return { model, reader, first, close };
  } catch (error) {
    if (error instanceof ModelProviderError && PROVIDER_IS_DOWN.has(error.kind)) breaker.failed();
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
    if (CONTENT.has(value.type) || value.type === "finish") return parts;
  }
}

/** Failures that say something about the provider and not about this one request. */
const PROVIDER_IS_DOWN: ReadonlySet<ModelProviderError["kind"]> = new Set(["unavailable", "stalled"]);

/** Parts that a person or a program gets to see. */
export const CONTENT: ReadonlySet<LanguageModelV4StreamPart["type"]> = new Set([
  "text-delta",
  "reasoning-delta",
  "tool-input-start",
  "tool-call",
]);

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(done, ms);
    function done() {
      signal.removeEventListener("abort", leave);
      resolve();
    }
    function leave() {
      clearTimeout(timer);
      reject(signal.reason);
    }
    signal.addEventListener("abort", leave, { once: true });
  });
}
