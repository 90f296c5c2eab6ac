import type { Ctx } from "../../../kernel/ctx.ts";
import { AppError, validationFailed } from "../../../kernel/errors.ts";
import { quoteEmbedding } from "../../models/index.ts";

/** @throws AppError validation_failed for a model that makes no vectors here, with the reason */
export async function requireEmbeddingModel(ctx: Ctx, model: string): Promise<void> {
  try {
    await quoteEmbedding(ctx, model, 1);
  } catch (error) {
    if (!(error instanceof AppError) || error.report) throw error;
    throw validationFailed([{ path: "embeddingModel", reason: error.message }]);
  }
}
