import { countTokens } from "../../adapters/models/token-count.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { AppError } from "../../kernel/errors.ts";
import { connectedModel } from "./internal/connected-model.ts";
import { countInput, grownInput, type InputCount, inputOnly } from "./internal/count-input.ts";
import { hubOf, type KnownModel } from "./internal/hub.ts";
import type { InputQuote } from "./internal/pay-for-input.ts";
import { costOf } from "./internal/pricing.ts";

/**
 * What vectors of these texts, or of so many tokens, cost at most. Costs no call and no credit.
 * @throws AppError model_not_found, model_not_allowed, context_too_long for a text that the model does not read whole
 */
export async function quoteEmbedding(
  ctx: Ctx,
  modelId: string,
  what: readonly string[] | number,
): Promise<InputQuote> {
  const hub = hubOf(ctx.kernel);
  const model = await connectedModel(hub, modelId, "embedding");
  if (model.provider.provider?.embed === undefined) {
    throw new AppError(
      "model_not_allowed",
      `${model.entry.name} cannot be reached for vectors. Choose another one.`,
    );
  }
  const price = await hub.prices.inForce(model.id, model.entry);
  const { tokens, most } = typeof what === "number" ? grownInput(what) : countAll(model, what);
  return { model, price, tokens, amountMicroPt: costOf(price, inputOnly(most), 0) };
}

function countAll({ entry }: KnownModel, texts: readonly string[]): InputCount {
  const tooLong = texts.find(
    (text) => text.length > entry.contextTokens && countTokens(text) > entry.contextTokens,
  );
  if (tooLong !== undefined) {
    throw new AppError(
      "context_too_long",
      `${entry.name} reads ${entry.contextTokens.toLocaleString("en")} tokens at a time and this text is longer. Shorten it.`,
    );
  }
  return countInput(texts);
}
