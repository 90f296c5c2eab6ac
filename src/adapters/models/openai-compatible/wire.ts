/** The parts of OpenAI's chat completion wire that are read here; every field may be missing. */
export type WireUsage = {
  prompt_tokens?: unknown;
  completion_tokens?: unknown;
  total_tokens?: unknown;
  prompt_tokens_details?: { cached_tokens?: unknown; cache_write_tokens?: unknown } | null;
  completion_tokens_details?: { reasoning_tokens?: unknown } | null;
  /** DeepSeek. */
  prompt_cache_hit_tokens?: unknown;
  /** Moonshot. */
  cached_tokens?: unknown;
};

export type WireToolCall = {
  index?: number | null;
  id?: string | null;
  function?: { name?: string | null; arguments?: unknown } | null;
};

export type WireMessage = {
  content?: unknown;
  refusal?: unknown;
  /** DeepSeek, vLLM. */
  reasoning_content?: unknown;
  /** Groq, OpenRouter, Ollama. */
  reasoning?: unknown;
  tool_calls?: WireToolCall[] | null;
};

export type WireChoice = {
  delta?: WireMessage | null;
  message?: WireMessage | null;
  finish_reason?: string | null;
};

export type WireChunk = {
  id?: unknown;
  model?: unknown;
  created?: unknown;
  choices?: WireChoice[] | null;
  usage?: WireUsage | null;
  x_groq?: { usage?: WireUsage | null; error?: unknown } | null;
  error?: unknown;
  /** Older vLLM reports a failure as a bare object of this kind. */
  object?: unknown;
};

/**
 * Parses one JSON document of the provider, or `undefined` when it is not a JSON object.
 * Every field of `WireChunk` is optional and checked where it is used, so the claim is safe.
 */
export function parseWire(text: string): WireChunk | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    // See above: all fields are optional and of unknown content.
    return typeof parsed === "object" && parsed !== null ? (parsed as WireChunk) : undefined;
  } catch {
    return undefined;
  }
}
