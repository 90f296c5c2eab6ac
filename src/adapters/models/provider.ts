import type { LanguageModelV4 } from "@ai-sdk/provider";

export type EmbedInput = { modelId: string; values: string[]; signal: AbortSignal };

/** `vectors` keeps the order of `values`; `tokens` is what the provider reported, never an estimate. */
export type EmbedResult = { vectors: number[][]; tokens: number | undefined };

export type RerankInput = { modelId: string; query: string; documents: string[]; signal: AbortSignal };

/**
 * `scores` keeps the order of `documents`; the higher, the better a document answers the query, on a scale of the
 * model's own. `tokens` is what the provider reported, never an estimate.
 */
export type RerankResult = { scores: number[]; tokens: number | undefined };

/** A recording on this machine's disk; a service tells its format by the name's ending. */
export type TranscribeInput = { modelId: string; path: string; name: string; signal: AbortSignal };

/** `seconds` at which it begins; left out where the service tells no times. */
export type SpokenParagraph = { readonly text: string; readonly seconds?: number };

/** No paragraph when nothing was said; `seconds` is the recording's length as the provider reported it. */
export type Transcript = { paragraphs: SpokenParagraph[]; seconds: number | undefined };

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
  rerank?(input: RerankInput): Promise<RerankResult>;
  transcribe?(input: TranscribeInput): Promise<Transcript>;
  /** Ends idle connections at once and cuts the calls still open. */
  close(): Promise<void>;
}
