import { countTokens } from "../../adapters/models/token-count.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { AppError } from "../../kernel/errors.ts";
import { connectedModel } from "./internal/connected-model.ts";
import { hubOf, type KnownModel } from "./internal/hub.ts";
import { costOf, type Price } from "./internal/pricing.ts";

export interface EmbeddingQuote {
  readonly model: KnownModel;
  readonly price: Price;
  /** Our count, as it is charged where the provider does not say. */
  readonly tokens: number;
  /** The most that it can cost, micro-PT. */
  readonly amountMicroPt: bigint;
}

/** Embedding models read with vocabularies of their own; OpenAI's is the one before the one that we count with. */
const MARGIN_PERCENT = 15;

/**
 * What vectors of these texts, or of so many tokens, cost at most. Costs no call and no credit.
 * @throws AppError model_not_found, model_not_allowed, context_too_long for a text that the model does not read whole
 */
export async function quoteEmbedding(
  ctx: Ctx,
  modelId: string,
  what: readonly string[] | number,
): Promise<EmbeddingQuote> {
  const hub = hubOf(ctx.kernel);
  const model = await connectedModel(hub, modelId, "embedding");
  if (model.provider.provider?.embed === undefined) {
    throw new AppError(
      "model_not_allowed",
      `${model.entry.name} cannot be reached for vectors. Choose another one.`,
    );
  }
  const price = await hub.prices.inForce(model.id, model.entry);
  const { tokens, most } = typeof what === "number" ? grown(what, 0) : countAll(model, what);
  return { model, price, tokens, amountMicroPt: costOf(price, inputTokens(most), 0) };
}

export function inputTokens(input: number) {
  return { input, cachedInput: 0, cacheWrite: 0, output: 0, reasoning: 0 };
}

function countAll({ entry }: KnownModel, texts: readonly string[]): { tokens: number; most: number } {
  const tooLong = texts.find(
    (text) => text.length > entry.contextTokens && countTokens(text) > entry.contextTokens,
  );
  if (tooLong !== undefined) {
    throw new AppError(
      "context_too_long",
      `${entry.name} reads ${entry.contextTokens.toLocaleString("en")} tokens at a time and this text is longer. Shorten it.`,
    );
  }
  const joined = texts.join("\n");
  // Older vocabularies break other scripts into more pieces than the one that we count with: one a character is enough.
  const foreign = joined.length - joined.replace(/[^\p{ASCII}]/gu, "").length;
  return grown(Math.max(texts.length, countTokens(joined)), foreign);
}

function grown(tokens: number, foreign: number): { tokens: number; most: number } {
  return { tokens, most: Math.ceil((tokens * (100 + MARGIN_PERCENT)) / 100) + foreign };
}
