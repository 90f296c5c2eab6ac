/** How servers that speak OpenAI's wire differ from each other. */
export type Quirks = {
  tokenLimitField: "max_tokens" | "max_completion_tokens";
  /** Ask for usage in streams by `stream_options.include_usage`. */
  streamOptions: boolean;
  seedField: "seed" | "random_seed";
  topK: boolean;
  /** `response_format: json_schema`; without it the schema is not enforced, only JSON is. */
  jsonSchema: boolean;
  /** Send a turn's reasoning back while its tool calls are being answered. */
  echoReasoning: boolean;
  reasoningEffort: boolean;
  /** Models that refuse temperature and top_p. */
  fixedSampling: RegExp | undefined;
};

export type QuirksName =
  | "generic"
  | "openai"
  | "groq"
  | "mistral"
  | "deepseek"
  | "vllm"
  | "ollama"
  | "openrouter";

const GENERIC: Quirks = {
  tokenLimitField: "max_tokens",
  streamOptions: true,
  seedField: "seed",
  topK: false,
  jsonSchema: true,
  echoReasoning: false,
  reasoningEffort: false,
  fixedSampling: undefined,
};

const QUIRKS: Record<QuirksName, Quirks> = {
  generic: GENERIC,
  openai: {
    ...GENERIC,
    tokenLimitField: "max_completion_tokens",
    reasoningEffort: true,
    fixedSampling: /^(?:o\d|gpt-5(?!.*chat))/,
  },
  groq: { ...GENERIC, tokenLimitField: "max_completion_tokens", reasoningEffort: true },
  // docs.mistral.ai/api: usage always comes with the last chunk, and unknown fields are refused.
  mistral: { ...GENERIC, streamOptions: false, seedField: "random_seed" },
  // api-docs.deepseek.com: json_object only; reasoning goes back during a tool loop.
  deepseek: { ...GENERIC, jsonSchema: false, echoReasoning: true },
  vllm: { ...GENERIC, topK: true },
  ollama: { ...GENERIC, reasoningEffort: true },
  openrouter: { ...GENERIC, topK: true },
};

const BY_HOST: readonly (readonly [RegExp, QuirksName])[] = [
  [/(?:^|\.)openai\.(?:com|azure\.com)$/, "openai"],
  [/(?:^|\.)groq\.com$/, "groq"],
  [/(?:^|\.)mistral\.ai$/, "mistral"],
  [/(?:^|\.)deepseek\.com$/, "deepseek"],
  [/(?:^|\.)openrouter\.ai$/, "openrouter"],
];

/** The named quirks, or those of the host; an unknown host gets the oldest, most widely read fields. */
export function quirksFor(hostname: string, name: QuirksName | undefined): Quirks {
  return QUIRKS[name ?? BY_HOST.find(([host]) => host.test(hostname))?.[1] ?? "generic"];
}
