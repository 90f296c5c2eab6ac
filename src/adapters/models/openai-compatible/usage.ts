import type { LanguageModelV4Usage } from "@ai-sdk/provider";
import type { WireChunk, WireUsage } from "./wire.ts";

const NO_USAGE: LanguageModelV4Usage = {
  inputTokens: { total: undefined, noCache: undefined, cacheRead: undefined, cacheWrite: undefined },
  outputTokens: { total: undefined, text: undefined, reasoning: undefined },
};

export function usageIn(chunk: WireChunk): WireUsage | undefined {
  return chunk.usage ?? chunk.x_groq?.usage ?? undefined;
}

/**
 * OpenAI's `prompt_tokens` includes cached tokens and `completion_tokens` includes reasoning tokens
 * (platform.openai.com/docs/api-reference/chat/object), so the parts are taken out of the totals and
 * no token is counted twice. What was not reported stays `undefined`.
 */
export function normaliseUsage(usage: WireUsage | undefined): LanguageModelV4Usage {
  if (usage === undefined) return NO_USAGE;
  const prompt = count(usage.prompt_tokens);
  const read = within(
    count(usage.prompt_tokens_details?.cached_tokens) ??
      count(usage.prompt_cache_hit_tokens) ??
      count(usage.cached_tokens),
    prompt,
  );
  const write = within(
    count(usage.prompt_tokens_details?.cache_write_tokens),
    prompt === undefined ? undefined : prompt - (read ?? 0),
  );
  const reasoning = count(usage.completion_tokens_details?.reasoning_tokens);
  const output = outputTotal(usage, prompt, reasoning);
  return {
    inputTokens: {
      total: prompt,
      noCache: prompt === undefined ? undefined : prompt - (read ?? 0) - (write ?? 0),
      cacheRead: read,
      cacheWrite: write,
    },
    outputTokens: {
      total: output,
      text: output === undefined ? undefined : Math.max(0, output - (reasoning ?? 0)),
      reasoning: within(reasoning, output),
    },
  };
}

/** xAI leaves reasoning out of `completion_tokens` and shows it only in `total_tokens`. */
function outputTotal(
  usage: WireUsage,
  prompt: number | undefined,
  reasoning: number | undefined,
): number | undefined {
  const completion = count(usage.completion_tokens);
  const total = count(usage.total_tokens);
  if (completion === undefined || prompt === undefined || total === undefined || !reasoning)
    return completion;
  return total === prompt + completion + reasoning ? completion + reasoning : completion;
}

function within(part: number | undefined, whole: number | undefined): number | undefined {
  return part === undefined || whole === undefined ? part : Math.min(part, whole);
}

function count(value: unknown): number | undefined {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}
