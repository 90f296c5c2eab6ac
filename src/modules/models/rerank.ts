import type { RerankResult } from "../../adapters/models/provider.ts";
import { ModelProviderError } from "../../adapters/models/provider-error.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { AppError } from "../../kernel/errors.ts";
import { askAgain } from "./internal/ask-again.ts";
import { connectedModel } from "./internal/connected-model.ts";
import { countInput, inputOnly } from "./internal/count-input.ts";
import { hubOf, type KnownModel } from "./internal/hub.ts";
import { type InputQuote, payForInput } from "./internal/pay-for-input.ts";
import { costOf } from "./internal/pricing.ts";

export interface RerankRequest {
  /** `provider/model`. */
  readonly model: string;
  readonly query: string;
  /** Of one request to a provider; some take 64 at most. */
  readonly documents: readonly string[];
  /** The same key with the same query and documents is charged once, however often it is asked. */
  readonly idempotencyKey: string;
  /** What the statement calls it. */
  readonly purpose: string;
  /** What the statement links to. */
  readonly subjectId: string | null;
  /** How long it may take with all its tries, ms; below 90 seconds. */
  readonly deadlineMs: number;
}

/** What stands around a query and its document: four marks, or the instruction of a model that was a chat before. */
const AROUND_PAIR = 64;

/**
 * How well each document answers the query, in their order: 0 to 1, to be compared with each other alone. Held for before
 * the provider is asked and settled by what it reports, else by our count; a failure costs nothing.
 * @throws AppError model_not_found, model_not_allowed, as `holdCredit` does, and for a provider that fails; the signal's reason
 */
export async function rerank(
  ctx: Ctx,
  request: RerankRequest,
  signal: AbortSignal,
): Promise<readonly number[]> {
  if (ctx.tx !== null) throw new Error("A provider is not asked inside a transaction.");
  const { query, documents, idempotencyKey, purpose, subjectId } = request;
  if (documents.length === 0) return [];
  signal.throwIfAborted();
  const quote = await quoteRerank(ctx, request);
  const work = { kind: "rerank", content: [query, documents], idempotencyKey, purpose, subjectId, quote };
  const { scores } = await payForInput(ctx, work, signal, () => ask(ctx, quote.model, request, signal));
  return fromNoughtToOne(scores);
}

/** Most models score so; those that give logits (llama.cpp) are taken there by the logistic function, in the same order. */
function fromNoughtToOne(scores: readonly number[]): readonly number[] {
  if (scores.every((score) => score >= 0 && score <= 1)) return scores;
  return scores.map((score) => 1 / (1 + Math.exp(-score)));
}

/** A cross-encoder reads the query once with each document. */
async function quoteRerank(ctx: Ctx, { model: id, query, documents }: RerankRequest): Promise<InputQuote> {
  const hub = hubOf(ctx.kernel);
  const model = await connectedModel(hub, id, "rerank");
  if (model.provider.provider?.rerank === undefined) {
    throw new AppError(
      "model_not_allowed",
      `${model.entry.name} cannot be reached to order passages. Choose another one.`,
    );
  }
  const price = await hub.prices.inForce(model.id, model.entry);
  const asked = countInput([query]);
  const read = countInput(documents);
  const most = (asked.most + AROUND_PAIR) * documents.length + read.most;
  return {
    model,
    price,
    tokens: asked.tokens * documents.length + read.tokens,
    amountMicroPt: costOf(price, inputOnly(most), 0),
  };
}

/** Rerankings have a circuit breaker of their own: a slow one closes no chat, and a dead one keeps no search waiting. */
function ask(
  ctx: Ctx,
  model: KnownModel,
  { query, documents, deadlineMs }: RerankRequest,
  signal: AbortSignal,
): Promise<RerankResult> {
  const { provider, rerankBreaker: breaker, id } = model.provider;
  const asking = { model, breaker, deadlineMs, complaint: "Passages were not ordered" };
  return askAgain(ctx, asking, signal, async (signal) => {
    if (provider?.rerank === undefined) throw new ModelProviderError("unavailable", { provider: id });
    const answer = await provider.rerank({
      modelId: model.entry.model,
      query,
      documents: [...documents],
      signal,
    });
    const { scores } = answer;
    if (scores.length === documents.length && scores.every(Number.isFinite)) return answer;
    const detail = `Expected ${documents.length} finite scores, received ${scores.length}`;
    throw new ModelProviderError("malformed", { provider: id, detail });
  });
}
