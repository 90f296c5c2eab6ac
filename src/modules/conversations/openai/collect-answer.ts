import type { LanguageModelV4StreamPart } from "@ai-sdk/provider";
import { type CompletedToolCall, finishReasonOf } from "./completion-wire.ts";

/** Gathers what a request without `stream` gets at the end. */
export function collectAnswer() {
  let reasoning = "";
  let finish = "stop";
  const toolCalls: CompletedToolCall[] = [];
  return {
    take(part: LanguageModelV4StreamPart): void {
      if (part.type === "reasoning-delta") reasoning += part.delta;
      else if (part.type === "tool-call") {
        toolCalls.push({ id: part.toolCallId, name: part.toolName, arguments: part.input });
      } else if (part.type === "finish") finish = finishReasonOf(part.finishReason.unified);
    },
    rest: () => ({ reasoning, toolCalls }),
    finishReason: () => finish,
  };
}
