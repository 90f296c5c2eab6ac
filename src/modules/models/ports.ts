import type { ModelProvider } from "../../adapters/models/provider.ts";

/** A provider as the operator configured it. */
export interface ConfiguredProvider {
  /** First part of its models' ids: `openai`, `anthropic`, `google`, `parley`, or an endpoint's own id. */
  readonly id: string;
  readonly name: string;
  /** Null when its key is missing: its models are shown with what to do. */
  readonly provider: ModelProvider | null;
  /** What is missing, for people; empty when `provider` is there. */
  readonly missing: string;
  /** Its own names of its models; null takes the catalogue's and asks the endpoint. */
  readonly models: readonly string[] | null;
  /** Models that make vectors and whose names do not say so; they need not be among `models`. */
  readonly embeddingModels?: readonly string[];
  /** Models that order passages and whose names do not say so; they need not be among `models`. */
  readonly rerankModels?: readonly string[];
  /** Models that write down speech and whose names do not say so; they need not be among `models`. */
  readonly transcriptionModels?: readonly string[];
  /** Models that see pictures, where the catalogue does not know them; they need not be among `models`. */
  readonly visionModels?: readonly string[];
  /** Asks an endpoint which models it has; absent when the catalogue knows them all. */
  readonly discover?: (signal: AbortSignal) => Promise<readonly string[]>;
  /** Our token count is OpenAI's; for others the prompt is quoted with this margin, percent. */
  readonly marginPercent: number;
}
