import type { z } from "zod";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { requirePermission } from "../../kernel/permissions.ts";
import { availableCredit, quoteEmbedding } from "../models/index.ts";
import { uploadQuoteInput, type uploadQuoteSchema } from "./contract.ts";
import { loadCollection } from "./internal/collections.ts";

/** A token is at least so many bytes of text; a PDF or an office file holds less text than it has bytes. */
const BYTES_PER_TOKEN = 3;
/** What the beginning of each passage repeats of the one before, and its title path. */
const OVERLAP_PERCENT = 25;

/** What files would cost at most. Nothing in a collection without an embedding model: words alone are free. */
export async function quoteUpload(
  ctx: Ctx,
  input: z.input<typeof uploadQuoteInput>,
): Promise<z.infer<typeof uploadQuoteSchema>> {
  requirePermission(ctx, "knowledge.use");
  const { collectionId, files } = uploadQuoteInput.parse(input);
  const { embedding_model: model, available } = await inTransaction(ctx, async (tx, ctx) => ({
    ...(await loadCollection(ctx, tx, collectionId)),
    available: await availableCredit(ctx),
  }));
  const bytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const tokens = Math.ceil((bytes / BYTES_PER_TOKEN) * (1 + OVERLAP_PERCENT / 100));
  const amount = model === null ? 0n : (await quoteEmbedding(ctx, model, tokens)).amountMicroPt;
  return {
    quoteMicroPt: amount.toString(),
    availableMicroPt: available.toString(),
    affordable: available >= amount,
  };
}
