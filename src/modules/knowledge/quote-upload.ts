import type { z } from "zod";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { requirePermission } from "../../kernel/permissions.ts";
import { availableCredit, quoteEmbedding, quoteReading } from "../models/index.ts";
import { uploadQuoteInput, type uploadQuoteSchema } from "./contract.ts";
import { loadCollection } from "./internal/collections.ts";
import { loadSettings } from "./internal/stored-settings.ts";

/** A token is at least so many bytes of text; a PDF or an office file holds less text than it has bytes. */
const BYTES_PER_TOKEN = 3;
/** What the beginning of each passage repeats of the one before, and its title path. */
const OVERLAP_PERCENT = 25;

/**
 * What files would cost at most. Nothing in a collection without an embedding model, for recordings without a model
 * that writes them down, for scans without one that reads them. Scans do not count for what is affordable: most PDF files
 * are none, and each page is held for by itself.
 */
export async function quoteUpload(
  ctx: Ctx,
  input: z.input<typeof uploadQuoteInput>,
): Promise<z.infer<typeof uploadQuoteSchema>> {
  requirePermission(ctx, "knowledge.use");
  const { collectionId, files } = uploadQuoteInput.parse(input);
  const {
    embedding_model: model,
    available,
    chosen,
  } = await inTransaction(ctx, async (tx, ctx) => ({
    ...(await loadCollection(ctx, tx, collectionId)),
    available: await availableCredit(ctx),
    chosen: await loadSettings(ctx, tx),
  }));
  const bytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const tokens = Math.ceil((bytes / BYTES_PER_TOKEN) * (1 + OVERLAP_PERCENT / 100));
  const { transcriptionMicroPt, scansMicroPt } = await quoteReading(ctx, { ...chosen, files });
  const vectors = model === null ? 0n : (await quoteEmbedding(ctx, model, tokens)).amountMicroPt;
  const amount = vectors + transcriptionMicroPt;
  return {
    quoteMicroPt: amount.toString(),
    transcriptionMicroPt: transcriptionMicroPt.toString(),
    scansMicroPt: scansMicroPt.toString(),
    availableMicroPt: available.toString(),
    affordable: available >= amount,
  };
}
