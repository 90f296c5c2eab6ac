import { createHash } from "node:crypto";
import type { Ctx } from "../../kernel/ctx.ts";
import { AppError } from "../../kernel/errors.ts";
import { type Hold, holdCredit, receiptsOf } from "../ledger/index.ts";
import { askForVectors } from "./internal/ask-for-vectors.ts";
import { settleTokens } from "./metered-call.ts";
import { toModelFailure } from "./provider-failure.ts";
import { type EmbeddingQuote, inputTokens, quoteEmbedding } from "./quote-embedding.ts";

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
/** Longer than a batch may take. A process that died gives its credit back after it. */
const LEASE_MS = 90_000;
/** Times that one batch may fail, be given back and be held for anew. */
const HOLDS = 20;

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
  const { model, price } = quote;
  const hold = await holdOnce(ctx, request, texts, quote);
  const settle = (tokens: number, usageSource: "provider" | "counted") =>
    settleTokens(ctx, {
      holdId: hold.id,
      model,
      price,
      tokens: inputTokens(tokens),
      images: 0,
      usageSource,
    });
  try {
    const deadlineMs = request.deadlineMs ?? DEADLINE_MS;
    const { vectors, tokens } = await askForVectors(ctx, model, texts, deadlineMs, signal);
    if (tokens === undefined) await settle(quote.tokens, "counted");
    else await settle(tokens, "provider");
    return vectors;
  } catch (error) {
    await settle(0, "counted");
    signal.throwIfAborted();
    throw toModelFailure(error, model.entry.name);
  }
}

/**
 * A hold that this batch is charged by once: the open or paid one of an earlier try, else a new one. One that was
 * given back when its try failed is past: the vectors that come now are to be paid.
 */
async function holdOnce(
  ctx: Ctx,
  request: EmbeddingRequest,
  texts: readonly string[],
  quote: EmbeddingQuote,
): Promise<Hold> {
  const key = keyOf(request, texts, quote);
  for (let number = 0; number < HOLDS; number += 1) {
    const hold = await holdCredit(ctx, {
      idempotencyKey: `${key}:${number}`,
      amountMicroPt: quote.amountMicroPt,
      leaseMs: LEASE_MS,
      purpose: request.purpose,
      subjectId: request.subjectId,
      model: quote.model.id,
    });
    if (!hold.replayed) return hold;
    const receipt = (await receiptsOf(ctx, [hold.id])).get(hold.id);
    if (receipt === undefined || receipt.chargedMicroPt > 0n) return hold;
  }
  throw new AppError(
    "provider_unavailable",
    `${quote.model.entry.name} failed too often with this text. Choose another model.`,
  );
}

/** Another price is another bargain: its version is part of the key, so that the amount always fits the hold. */
function keyOf(
  request: EmbeddingRequest,
  texts: readonly string[],
  { model, price }: EmbeddingQuote,
): string {
  const hash = createHash("sha256");
  hash.update(JSON.stringify([request.idempotencyKey, model.id, price.version, texts]));
  return `embed:${hash.digest("hex")}`;
}
