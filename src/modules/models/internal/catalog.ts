/** What we know of a model without asking anybody. Prices are list prices in US dollars per million tokens. */
export interface CatalogEntry {
  readonly provider: string;
  /** The provider's own name of it. */
  readonly model: string;
  readonly name: string;
  readonly contextTokens: number;
  readonly maxOutputTokens: number;
  readonly tools: boolean;
  readonly images: boolean;
  readonly reasoning: boolean;
  readonly json: boolean;
  /** Of a model that makes vectors and nothing else; dimensions are null where only the first answer tells. */
  readonly embedding?: { readonly dimensions: number | null };
  /** Of a model that says how well passages answer a question and nothing else. */
  readonly rerank?: true;
  /** Of a model that writes down speech and nothing else. */
  readonly transcription?: { readonly usdPerMinute: number };
  readonly usd: {
    readonly input: number;
    readonly cachedInput: number;
    readonly cacheWrite: number;
    readonly output: number;
  };
}

/** The version that receipts name; change it with every change of a price below. */
export const CATALOG_VERSION = "2026-11";

const FULL = { tools: true, images: true, json: true } as const;

function usd(input: number, cachedInput: number, output: number, cacheWrite = input) {
  return { input, cachedInput, cacheWrite, output };
}

/** Public list prices of November 2026; an operator's price book (`parley price set`) stands above them. */
export const CATALOG: readonly CatalogEntry[] = [
  {
    provider: "openai",
    model: "gpt-5",
    name: "GPT-5",
    contextTokens: 400_000,
    maxOutputTokens: 128_000,
    ...FULL,
    reasoning: true,
    usd: usd(1.25, 0.125, 10),
  },
  {
    provider: "openai",
    model: "gpt-5-mini",
    name: "GPT-5 mini",
    contextTokens: 400_000,
    maxOutputTokens: 128_000,
    ...FULL,
    reasoning: true,
    usd: usd(0.25, 0.025, 2),
  },
  {
    provider: "openai",
    model: "gpt-5-nano",
    name: "GPT-5 nano",
    contextTokens: 400_000,
    maxOutputTokens: 128_000,
    ...FULL,
    reasoning: true,
    usd: usd(0.05, 0.005, 0.4),
  },
  {
    provider: "openai",
    model: "gpt-4.1",
    name: "GPT-4.1",
    contextTokens: 1_047_576,
    maxOutputTokens: 32_768,
    ...FULL,
    reasoning: false,
    usd: usd(2, 0.5, 8),
  },
  {
    provider: "openai",
    model: "gpt-4.1-mini",
    name: "GPT-4.1 mini",
    contextTokens: 1_047_576,
    maxOutputTokens: 32_768,
    ...FULL,
    reasoning: false,
    usd: usd(0.4, 0.1, 1.6),
  },
  {
    provider: "anthropic",
    model: "claude-opus-4-5",
    name: "Claude Opus 4.5",
    contextTokens: 200_000,
    maxOutputTokens: 64_000,
    ...FULL,
    reasoning: true,
    usd: usd(5, 0.5, 25, 6.25),
  },
  {
    provider: "anthropic",
    model: "claude-sonnet-4-5",
    name: "Claude Sonnet 4.5",
    contextTokens: 200_000,
    maxOutputTokens: 64_000,
    ...FULL,
    reasoning: true,
    usd: usd(3, 0.3, 15, 3.75),
  },
  {
    provider: "anthropic",
    model: "claude-haiku-4-5",
    name: "Claude Haiku 4.5",
    contextTokens: 200_000,
    maxOutputTokens: 64_000,
    ...FULL,
    reasoning: true,
    usd: usd(1, 0.1, 5, 1.25),
  },
  {
    provider: "google",
    model: "gemini-2.5-pro",
    name: "Gemini 2.5 Pro",
    contextTokens: 1_048_576,
    maxOutputTokens: 65_536,
    ...FULL,
    reasoning: true,
    usd: usd(1.25, 0.31, 10),
  },
  {
    provider: "google",
    model: "gemini-2.5-flash",
    name: "Gemini 2.5 Flash",
    contextTokens: 1_048_576,
    maxOutputTokens: 65_536,
    ...FULL,
    reasoning: true,
    usd: usd(0.3, 0.075, 2.5),
  },
  {
    provider: "google",
    model: "gemini-2.5-flash-lite",
    name: "Gemini 2.5 Flash-Lite",
    contextTokens: 1_048_576,
    maxOutputTokens: 65_536,
    ...FULL,
    reasoning: true,
    usd: usd(0.1, 0.025, 0.4),
  },
  {
    provider: "parley",
    model: "local",
    name: "Parley local",
    contextTokens: 200_000,
    maxOutputTokens: 1_024,
    tools: false,
    images: false,
    json: false,
    reasoning: false,
    usd: usd(0.1, 0.1, 0.4),
  },
];

/** A model that an endpoint offers and the catalogue does not know: cautious bounds, the price of a small model. */
export function unknownModel(provider: string, model: string): CatalogEntry {
  return {
    provider,
    model,
    name: model,
    contextTokens: 32_768,
    maxOutputTokens: 8_192,
    tools: true,
    images: false,
    json: true,
    reasoning: false,
    usd: usd(0.5, 0.5, 1.5),
  };
}
