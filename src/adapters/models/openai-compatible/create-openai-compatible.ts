import type { LanguageModelV4, LanguageModelV4CallOptions } from "@ai-sdk/provider";
import type { EmbedInput, EmbedResult, ModelProvider } from "../provider.ts";
import { embed } from "./embed.ts";
import { generate, plainHeaders } from "./generate.ts";
import { openStream } from "./open-stream.ts";
import type { Quirks, QuirksName } from "./quirks.ts";
import { quirksFor } from "./quirks.ts";
import { requestBody } from "./request-body.ts";
import { rerank } from "./rerank.ts";
import { transcribe } from "./transcribe.ts";
import type { Upstream, UpstreamOptions } from "./upstream.ts";
import { openUpstream } from "./upstream.ts";

export type OpenAICompatibleOptions = UpstreamOptions & {
  providerName: string;
  /** Guessed from the host when absent. */
  quirks?: QuirksName | undefined;
};

/**
 * Any server that speaks OpenAI's chat completions: OpenAI, Groq, Mistral, DeepSeek, OpenRouter, vLLM,
 * Ollama, LiteLLM. `baseUrl` is what the vendor documents, such as `https://api.openai.com/v1`.
 * @throws TypeError when the base URL cannot be used.
 */
export function createOpenAICompatible(options: OpenAICompatibleOptions): Required<ModelProvider> {
  const upstream = openUpstream(options.providerName, options);
  const quirks = quirksFor(upstream.hostname, options.quirks);
  return {
    id: options.providerName,
    languageModel: (modelId) => languageModel(upstream, quirks, modelId),
    embed: (input: EmbedInput): Promise<EmbedResult> => embed(upstream, input),
    rerank: (input) => rerank(upstream, input),
    transcribe: (input) => transcribe(upstream, input),
    close: () => upstream.dispatcher.destroy(),
  };
}

function languageModel(upstream: Upstream, quirks: Quirks, modelId: string): LanguageModelV4 {
  const { provider } = upstream;
  const bodyFor = (options: LanguageModelV4CallOptions, stream: boolean) =>
    requestBody({ provider, modelId, quirks, stream, options });
  return {
    specificationVersion: "v4",
    provider,
    modelId,
    supportedUrls: { "image/*": [/^https?:\/\/.*$/] },
    async doGenerate(options) {
      const { json, warnings } = bodyFor(options, false);
      return generate({
        upstream,
        body: json,
        warnings,
        signal: options.abortSignal,
        headers: options.headers,
      });
    },
    async doStream(options) {
      const { json, warnings } = bodyFor(options, true);
      const { stream, headers } = await openStream({
        upstream,
        body: json,
        warnings,
        includeRawChunks: options.includeRawChunks === true,
        signal: options.abortSignal,
        headers: options.headers,
      });
      return { stream, response: { headers: plainHeaders(headers) } };
    },
  };
}
