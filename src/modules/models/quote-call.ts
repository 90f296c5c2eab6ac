import type { LanguageModelV4CallOptions } from "@ai-sdk/provider";
import { countMessageTokens } from "../../adapters/models/token-count.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { AppError } from "../../kernel/errors.ts";
import { connectedModel } from "./internal/connected-model.ts";
import { hubOf, type KnownModel } from "./internal/hub.ts";
import { type Price, worstCase } from "./internal/pricing.ts";

/** What is asked of a model; provider-neutral. The signal comes with the start of the call. */
export type ModelRequest = Omit<LanguageModelV4CallOptions, "abortSignal" | "includeRawChunks" | "headers">;

export interface CallQuote {
  readonly model: KnownModel;
  readonly price: Price;
  /** Counted, with the provider's margin. */
  readonly promptTokens: number;
  /** Images in the prompt. */
  readonly images: number;
  /** The bound that is sent to the provider: the wish, the model's ceiling or what its context leaves. */
  readonly maxOutputTokens: number;
  /** The most that the call can cost, micro-PT. */
  readonly amountMicroPt: bigint;
}

/** Output bound of a request that states none. */
const DEFAULT_OUTPUT_TOKENS = 2_048;

/**
 * Counts the prompt and prices the worst case. Costs no call and no credit.
 * @param spareTokens by which the prompt may still grow before it is sent; fewer are quoted, down to none, where the
 * model's context has no room for them beside the answer
 * @throws AppError model_not_found, model_not_allowed (not connected), context_too_long
 */
export async function quoteCall(
  ctx: Ctx,
  modelId: string,
  request: ModelRequest,
  spareTokens = 0,
): Promise<CallQuote> {
  const hub = hubOf(ctx.kernel);
  const model = await connectedModel(hub, modelId, "chat");
  const counted = countMessageTokens(request.prompt, request.tools);
  const { marginPercent } = model.provider;
  const withMargin = (tokens: number) => Math.ceil((tokens * (100 + marginPercent)) / 100);
  const present = withMargin(counted);
  const maxOutputTokens = outputBound(model, present, request.maxOutputTokens);
  const room = model.entry.contextTokens - present - maxOutputTokens;
  const promptTokens = present + Math.min(withMargin(spareTokens), room);
  const price = await hub.prices.inForce(model.id, model.entry);
  const images = countImages(request);
  const amountMicroPt = worstCase(price, promptTokens, maxOutputTokens, images);
  return { model, price, promptTokens, images, maxOutputTokens, amountMicroPt };
}

function outputBound(model: KnownModel, promptTokens: number, wanted: number | undefined): number {
  const { contextTokens, maxOutputTokens, name } = model.entry;
  const room = contextTokens - promptTokens;
  if (room < 1) {
    throw new AppError(
      "context_too_long",
      `This is about ${promptTokens.toLocaleString("en")} tokens and ${name} reads ${contextTokens.toLocaleString("en")}. Shorten it, start a new conversation or choose a model with a longer context.`,
      { data: { promptTokens, contextTokens } },
    );
  }
  return Math.min(wanted ?? DEFAULT_OUTPUT_TOKENS, maxOutputTokens, room);
}

function countImages(request: ModelRequest): number {
  let images = 0;
  for (const message of request.prompt) {
    if (message.role !== "user") continue;
    for (const part of message.content) {
      if (part.type === "file" && part.mediaType.startsWith("image/")) images += 1;
    }
  }
  return images;
}
