import type { LanguageModelV4FinishReason } from "@ai-sdk/provider";

/** Servers such as Ollama finish a turn that called tools with "stop": the calls decide. */
export function finishReasonOf(raw: string | undefined, hasToolCalls: boolean): LanguageModelV4FinishReason {
  switch (raw) {
    case "length":
    case "max_tokens":
      return { unified: "length", raw };
    case "content_filter":
      return { unified: "content-filter", raw };
    case "tool_calls":
    case "function_call":
      return { unified: "tool-calls", raw };
    case "stop":
    case "eos":
    case "end_turn":
      return { unified: hasToolCalls ? "tool-calls" : "stop", raw };
    default:
      return { unified: hasToolCalls ? "tool-calls" : "other", raw };
  }
}
