import type {
  LanguageModelV4Message,
  LanguageModelV4Prompt,
  LanguageModelV4ToolResultPart,
} from "@ai-sdk/provider";
import { ModelProviderError } from "../provider-error.ts";
import type { WirePart } from "./file-part.ts";
import { filePart } from "./file-part.ts";

type WireCall = { id: string; type: "function"; function: { name: string; arguments: string } };

export type WireRequestMessage =
  | { role: "system"; content: string }
  | { role: "user"; content: string | WirePart[] }
  | { role: "assistant"; content: string | null; tool_calls?: WireCall[]; reasoning_content?: string }
  | { role: "tool"; tool_call_id: string; content: string };

type MessageOptions = { provider: string; echoReasoning: boolean };

/**
 * The V4 prompt as OpenAI messages. Lone surrogates become U+FFFD, because servers written in other
 * languages refuse them.
 * @throws ModelProviderError of kind "bad_request" for a file that the wire cannot carry.
 */
export function promptMessages(prompt: LanguageModelV4Prompt, options: MessageOptions): WireRequestMessage[] {
  return prompt.flatMap((message) => wireMessages(message, options));
}

function wireMessages(message: LanguageModelV4Message, options: MessageOptions): WireRequestMessage[] {
  switch (message.role) {
    case "system":
      return [{ role: "system", content: message.content.toWellFormed() }];
    case "user":
      return [{ role: "user", content: userContent(message, options.provider) }];
    case "assistant":
      return [assistantMessage(message, options.echoReasoning)];
    case "tool":
      return message.content
        .filter((part) => part.type === "tool-result")
        .map((part) => ({ role: "tool", tool_call_id: part.toolCallId, content: toolResultText(part) }));
  }
}

type UserMessage = Extract<LanguageModelV4Message, { role: "user" }>;
type AssistantMessage = Extract<LanguageModelV4Message, { role: "assistant" }>;

function userContent(message: UserMessage, provider: string): string | WirePart[] {
  const only = message.content.length === 1 ? message.content[0] : undefined;
  if (only?.type === "text") return only.text.toWellFormed();
  return message.content.map((part) => {
    if (part.type === "text") return { type: "text", text: part.text.toWellFormed() };
    const file = filePart(part);
    if (file !== undefined) return file;
    throw new ModelProviderError("bad_request", {
      provider,
      detail: `A file of type ${part.mediaType} (${part.data.type}) cannot be sent to this provider`,
    });
  });
}

function assistantMessage(message: AssistantMessage, echoReasoning: boolean): WireRequestMessage {
  let text = "";
  let reasoning = "";
  const calls: WireCall[] = [];
  for (const part of message.content) {
    if (part.type === "text") text += part.text;
    else if (part.type === "reasoning") reasoning += part.text;
    else if (part.type === "tool-call") {
      const args = typeof part.input === "string" ? part.input : JSON.stringify(part.input ?? {});
      calls.push({
        id: part.toolCallId,
        type: "function",
        function: { name: part.toolName, arguments: args },
      });
    }
  }
  if (calls.length === 0) return { role: "assistant", content: text.toWellFormed() };
  return {
    role: "assistant",
    content: text === "" ? null : text.toWellFormed(),
    tool_calls: calls,
    ...(echoReasoning && reasoning !== "" && { reasoning_content: reasoning.toWellFormed() }),
  };
}

function toolResultText(part: LanguageModelV4ToolResultPart): string {
  const { output } = part;
  switch (output.type) {
    case "text":
    case "error-text":
      return output.value.toWellFormed();
    case "json":
    case "error-json":
      return JSON.stringify(output.value);
    case "execution-denied":
      return output.reason ?? "This call was not allowed.";
    case "content":
      return output.value
        .map((item) => (item.type === "text" ? item.text.toWellFormed() : `[${item.type} not shown]`))
        .join("\n");
  }
}
