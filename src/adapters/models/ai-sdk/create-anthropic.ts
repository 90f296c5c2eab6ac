import { createAnthropic as createSdkAnthropic } from "@ai-sdk/anthropic";
import type { ModelProvider } from "../provider.ts";
import type { SdkProviderOptions } from "./create-sdk-provider.ts";
import { sdkCalls } from "./create-sdk-provider.ts";

const BASE_URL = "https://api.anthropic.com/v1";

/**
 * Claude through the Messages API. Anthropic counts `input_tokens` without cached tokens
 * (docs.claude.com, prompt caching); the usage handed on has them in `inputTokens.total`.
 */
export function createAnthropic(options: SdkProviderOptions): ModelProvider {
  const id = options.providerName ?? "anthropic";
  const calls = sdkCalls(id, BASE_URL, options);
  return {
    id,
    languageModel: (modelId) => calls.modelFrom((settings) => createSdkAnthropic(settings)(modelId)),
    close: calls.close,
  };
}
