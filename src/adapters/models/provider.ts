import type { LanguageModelV4 } from "@ai-sdk/provider";

export type EmbedInput = { modelId: string; values: string[]; signal: AbortSignal };

/** `vectors` keeps the order of `values`; `tokens` is what the provider reported, never an estimate. */
export type EmbedResult = { vectors: number[][]; tokens: number | undefined };

/**
 * What every model vendor looks like to the rest of Parley.
 *
 * A stream of any provider ends in one of three ways: one `finish` part; one `error` part whose
 * `error` is a `ModelProviderError` (parts already read stay valid); or, when the caller's
 * `abortSignal` fires, an errored stream whose reason is the signal's. `doStream` and `doGenerate`
 * reject with `ModelProviderError`, or with the signal's reason after an abort.
 */
export interface ModelProvider {
  readonly id: string;
  languageModel(modelId: string): LanguageModelV4;
  embed?(input: EmbedInput): Promise<EmbedResult>;
  /** Ends idle connections at once and cuts the calls still open. */
  close(): Promise<void>;
}
