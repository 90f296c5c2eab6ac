import type { ChatRequest } from "./chat-request.ts";
import { requestedTool } from "./chat-request.ts";
import { planAnswer, TOOL_ARGUMENT_FRAGMENTS, usageOf } from "./completion.ts";
import type { Scenario } from "./scenario.ts";

/** The whole answer of a request without `stream`. */
export function chatDocument(request: ChatRequest, scenario: Scenario): object {
  const tool = requestedTool(request);
  const { texts, finishReason } = planAnswer(request, scenario);
  const sent = tool === undefined ? texts.length : TOOL_ARGUMENT_FRAGMENTS.length;
  return {
    id: "chatcmpl-sim",
    object: "chat.completion",
    created: Math.floor(Date.now() / 1000),
    model: request.model,
    choices: [
      {
        index: 0,
        message: tool === undefined ? { role: "assistant", content: texts.join("") } : toolMessage(tool),
        logprobs: null,
        finish_reason: tool === undefined ? finishReason : "tool_calls",
      },
    ],
    ...(!scenario.withoutUsage && { usage: usageOf(request, scenario, sent) }),
  };
}

function toolMessage(name: string): object {
  const call = {
    id: "call_sim_1",
    type: "function",
    function: { name, arguments: TOOL_ARGUMENT_FRAGMENTS.join("") },
  };
  return { role: "assistant", content: null, tool_calls: [call] };
}
