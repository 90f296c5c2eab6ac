import type { Ctx } from "../../../kernel/ctx.ts";
import { AppError, validationFailed } from "../../../kernel/errors.ts";
import { quoteEmbedding } from "../../models/index.ts";

/**
 * Runs what quotes the model that stands at `path` of the input.
 * @throws AppError validation_failed for a model that cannot do it here, with the reason
 */
export async function validModel(path: string, quote: () => Promise<unknown>): Promise<void> {
  try {
    await quote();
  } catch (error) {
    if (!(error instanceof AppError) || error.report) throw error;
    throw validationFailed([{ path, reason: error.message }]);
  }
}

export async function requireEmbeddingModel(ctx: Ctx, model: string): Promise<void> {
  await validModel("embeddingModel", () => quoteEmbedding(ctx, model, 1));
}
