import type { EmbedResult } from "../../../adapters/models/provider.ts";
import { ModelProviderError } from "../../../adapters/models/provider-error.ts";
import type { Ctx } from "../../../kernel/ctx.ts";
import { askAgain } from "./ask-again.ts";
import type { KnownModel } from "./hub.ts";

export interface AnsweredVectors {
  readonly vectors: Float32Array[];
  /** As the provider reported them; undefined where it did not. */
  readonly tokens: number | undefined;
}

/**
 * Asks the provider, again where that may help, within the deadline. Its embeddings have a circuit breaker of their
 * own, so that a slow one closes no chat and a dead one keeps no search waiting.
 * @throws ModelProviderError of the last try, or the signal's reason
 */
export async function askForVectors(
  ctx: Ctx,
  model: KnownModel,
  texts: readonly string[],
  deadlineMs: number,
  signal: AbortSignal,
): Promise<AnsweredVectors> {
  const { provider, embeddingBreaker: breaker, id } = model.provider;
  const asking = { model, breaker, deadlineMs, complaint: "Vectors did not come" };
  return askAgain(ctx, asking, signal, async (signal) => {
    if (provider?.embed === undefined) throw new ModelProviderError("unavailable", { provider: id });
    const answer = await provider.embed({ modelId: model.entry.model, values: [...texts], signal });
    return { vectors: checkedVectors(model, texts.length, answer), tokens: answer.tokens };
  });
}

/** One finite vector for each text, all of the dimensions that the model has; otherwise nothing of it is believed. */
function checkedVectors(model: KnownModel, count: number, { vectors }: EmbedResult): Float32Array[] {
  const malformed = (detail: string) =>
    new ModelProviderError("malformed", { provider: model.provider.id, detail });
  if (vectors.length !== count) throw malformed(`Expected ${count} vectors, received ${vectors.length}`);
  const dimensions = model.entry.embedding?.dimensions ?? vectors[0]?.length ?? 0;
  return vectors.map((vector) => {
    if (vector.length !== dimensions || dimensions === 0) {
      throw malformed(`Expected ${dimensions} dimensions, received ${vector.length}`);
    }
    const floats = Float32Array.from(vector);
    if (!floats.every(Number.isFinite)) throw malformed("A vector holds what is no number");
    return floats;
  });
}
