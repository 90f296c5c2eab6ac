import type { Ctx } from "../../kernel/ctx.ts";
import { askForVectors } from "./internal/ask-for-vectors.ts";
import { payForInput } from "./internal/pay-for-input.ts";
import { quoteEmbedding } from "./quote-embedding.ts";

export interface EmbeddingRequest {
  /** `provider/model`. */
  readonly model: string;
  readonly texts: readonly string[];
  /** The same key with the same texts is charged once, however often it is asked. */
  readonly idempotencyKey: string;
  /** What the statement calls it: `embedding`, `search`. */
  readonly purpose: string;
  /** What the statement links to. */
  readonly subjectId: string | null;
  /** How long it may take with all its tries, ms; 45 seconds for each 64 texts unless said. */
  readonly deadlineMs?: number;
}

/** Texts of one request to a provider, and of one hold. Google takes 100, OpenAI 2,048. */
const BATCH = 64;
const DEADLINE_MS = 45_000;

/**
 * A vector for each text, in their order, not normalised. Each batch is held for before the provider is asked and
 * settled by what the provider reports, else by our count; one that fails costs nothing.
 * @throws AppError as `quoteEmbedding` and `holdCredit` do, and for a provider that fails; the signal's reason
 */
export async function embed(
  ctx: Ctx,
  request: EmbeddingRequest,
  signal: AbortSignal,
): Promise<Float32Array[]> {
  if (ctx.tx !== null) throw new Error("A provider is not asked inside a transaction.");
  const vectors: Float32Array[] = [];
  for (let from = 0; from < request.texts.length; from += BATCH) {
    signal.throwIfAborted();
    vectors.push(...(await embedBatch(ctx, request, request.texts.slice(from, from + BATCH), signal)));
  }
  return vectors;
}

async function embedBatch(
  ctx: Ctx,
  request: EmbeddingRequest,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<Float32Array[]> {
  const quote = await quoteEmbedding(ctx, request.model, texts);
  const { idempotencyKey, purpose, subjectId, deadlineMs = DEADLINE_MS } = request;
  const work = { kind: "embed", content: [texts], idempotencyKey, purpose, subjectId, quote };
  const { vectors } = await payForInput(ctx, work, signal, () =>
    askForVectors(ctx, quote.model, texts, deadlineMs, signal),
  );
  return vectors;
}
