import { createHash } from "node:crypto";
import type { LanguageModelV4Usage } from "@ai-sdk/provider";
import { ModelProviderError } from "../../adapters/models/provider-error.ts";
import { countTokens } from "../../adapters/models/token-count.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { AppError } from "../../kernel/errors.ts";
import { holdOnce } from "./internal/hold-once.ts";
import { type OpenUpstream, openUpstream } from "./internal/open-upstream.ts";
import { chargedTokens } from "./internal/pricing.ts";
import { settleTokens } from "./metered-call.ts";
import { toModelFailure } from "./provider-failure.ts";
import { type CallQuote, type ModelRequest, quoteCall } from "./quote-call.ts";

export interface PictureRequest {
  /** `provider/model`. */
  readonly model: string;
  readonly png: Uint8Array;
  readonly instruction: string;
  /** The same key with the same picture is charged once, however often it is asked. */
  readonly idempotencyKey: string;
  /** What the statement calls it. */
  readonly purpose: string;
  /** What the statement links to. */
  readonly subjectId: string | null;
}

/** A page of dense print has some 2,000; what is thought before it counts, too. */
const MOST_OUTPUT_TOKENS = 4_096;
/** Models cut pictures into tiles of their own; the largest counts are this much above ours. */
const SPARE_TOKENS = 2_000;
const DEADLINE_MS = 180_000;
/** Longer than it may take. A process that died gives its credit back after it. */
const LEASE_MS = 240_000;

/**
 * What a model that sees answers to a picture; empty when it has nothing to say. Held for before the provider is
 * asked and settled by what it reports; an answer that breaks off is not delivered and costs nothing.
 * @throws AppError as `quotePicture` and `holdCredit` do, and for a provider that fails; the signal's reason
 */
export async function readPicture(ctx: Ctx, request: PictureRequest, signal: AbortSignal): Promise<string> {
  if (ctx.tx !== null) throw new Error("A provider is not asked inside a transaction.");
  const call = callOf(request);
  const quote = await quoteSeeing(ctx, request.model, call);
  const { id: holdId } = await holdOnce(ctx, {
    kind: "picture",
    content: [createHash("sha256").update(request.png).digest("hex"), request.instruction],
    idempotencyKey: request.idempotencyKey,
    purpose: request.purpose,
    subjectId: request.subjectId,
    leaseMs: LEASE_MS,
    quote,
  });
  const late = AbortSignal.timeout(DEADLINE_MS);
  try {
    const { text, usage, model, price } = await wholeAnswer(
      ctx,
      quote,
      call,
      AbortSignal.any([signal, late]),
    );
    const reported = usage === null ? undefined : chargedTokens(usage);
    const tokens = reported ?? { ...NOTHING, input: quote.promptTokens, output: countTokens(text) };
    const usageSource = reported === undefined ? "counted" : "provider";
    await settleTokens(ctx, { holdId, model, price, tokens, images: quote.images, usageSource });
    return text;
  } catch (error) {
    const { model, price } = quote;
    await settleTokens(ctx, { holdId, model, price, tokens: NOTHING, images: 0, usageSource: "counted" });
    signal.throwIfAborted();
    if (error instanceof ModelProviderError && error.kind === "empty") return "";
    throw toModelFailure(late.aborted ? tooLate(quote) : error, quote.model.entry.name);
  }
}

/**
 * The most that reading one picture can cost.
 * @throws AppError model_not_found, model_not_allowed (not connected, or it does not see)
 */
export function quotePicture(ctx: Ctx, modelId: string, instruction: string): Promise<CallQuote> {
  return quoteSeeing(ctx, modelId, callOf({ png: new Uint8Array(), instruction }));
}

async function quoteSeeing(ctx: Ctx, modelId: string, call: ModelRequest): Promise<CallQuote> {
  const quote = await quoteCall(ctx, modelId, call, SPARE_TOKENS);
  if (quote.model.entry.images) return quote;
  throw new AppError(
    "model_not_allowed",
    `${quote.model.entry.name} does not see pictures. Choose a model that does.`,
  );
}

function callOf({ png, instruction }: Pick<PictureRequest, "png" | "instruction">): ModelRequest {
  return {
    prompt: [
      {
        role: "user",
        content: [
          { type: "text", text: instruction },
          { type: "file", mediaType: "image/png", data: { type: "data", data: png } },
        ],
      },
    ],
    maxOutputTokens: MOST_OUTPUT_TOKENS,
  };
}

const NOTHING = { input: 0, cachedInput: 0, cacheWrite: 0, output: 0, reasoning: 0 };

interface Answer extends Pick<OpenUpstream, "model" | "price"> {
  readonly text: string;
  readonly usage: LanguageModelV4Usage | null;
}

/** To its end: a page that breaks off would lack its rest unseen. */
async function wholeAnswer(
  ctx: Ctx,
  quote: CallQuote,
  call: ModelRequest,
  signal: AbortSignal,
): Promise<Answer> {
  const upstream = await openUpstream(ctx, quote, call, signal);
  const { model, price, reader } = upstream;
  try {
    const parts = [...upstream.first].reverse();
    let text = "";
    for (;;) {
      const part = parts.pop() ?? (await reader.read()).value;
      if (part === undefined) throw failed(model.provider.id, "dropped", "The answer has no end");
      if (part.type === "error") throw part.error;
      if (part.type === "text-delta") text += part.delta;
      if (part.type !== "finish") continue;
      const { unified } = part.finishReason;
      if (unified === "length")
        throw failed(model.provider.id, "malformed", "The answer was cut at its limit");
      if (unified === "content-filter")
        throw failed(model.provider.id, "content_filter", "Stopped by its filter");
      return { text, usage: part.usage, model, price };
    }
  } finally {
    upstream.close();
  }
}

function failed(provider: string, kind: ModelProviderError["kind"], detail: string): ModelProviderError {
  return new ModelProviderError(kind, { provider, detail });
}

function tooLate({ model }: CallQuote): ModelProviderError {
  return failed(model.provider.id, "stalled", "Reading a picture took too long");
}
