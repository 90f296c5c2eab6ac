import { createGoogleGenerativeAI } from "@ai-sdk/google";
import type { EmbedInput, EmbedResult, ModelProvider } from "../provider.ts";
import type { SdkProviderOptions } from "./create-sdk-provider.ts";
import { sdkCalls } from "./create-sdk-provider.ts";

const BASE_URL = "https://generativelanguage.googleapis.com/v1beta";

/**
 * Gemini through the Generative Language API. `promptTokenCount` includes cached tokens and
 * `candidatesTokenCount` leaves out thoughts (ai.google.dev/api/generate-content, UsageMetadata); in the
 * usage handed on, thoughts are part of `outputTokens.total`.
 */
export function createGoogle(
  options: SdkProviderOptions,
): ModelProvider & Required<Pick<ModelProvider, "embed">> {
  const id = options.providerName ?? "google";
  const calls = sdkCalls(id, BASE_URL, options);
  return {
    id,
    languageModel: (modelId) => calls.modelFrom((settings) => createGoogleGenerativeAI(settings)(modelId)),
    async embed({ modelId, values, signal }: EmbedInput): Promise<EmbedResult> {
      if (values.length === 0) return { vectors: [], tokens: 0 };
      const result = await calls.run(signal, (settings, abortSignal) =>
        createGoogleGenerativeAI(settings).embeddingModel(modelId).doEmbed({ values, abortSignal }),
      );
      return { vectors: result.embeddings, tokens: result.usage?.tokens };
    },
    close: calls.close,
  };
}
