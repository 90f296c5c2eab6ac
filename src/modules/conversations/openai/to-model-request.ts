import type { ModelRequest } from "../../models/index.ts";
import type { ChatCompletionRequest } from "./request-schema.ts";

type Prompt = ModelRequest["prompt"];
type Message = ChatCompletionRequest["messages"][number];
type Content = string | readonly { readonly type: "text"; readonly text: string }[];

/** OpenAI's request in the provider-neutral form of the model port. */
export function toModelRequest(body: ChatCompletionRequest): ModelRequest {
  const maximum = body.max_completion_tokens ?? body.max_tokens;
  return {
    prompt: toPrompt(body.messages),
    ...given("maxOutputTokens", maximum),
    ...given("temperature", body.temperature),
    ...given("topP", body.top_p),
    ...given("presencePenalty", body.presence_penalty),
    ...given("frequencyPenalty", body.frequency_penalty),
    ...given("seed", body.seed),
    ...given("stopSequences", typeof body.stop === "string" ? [body.stop] : body.stop),
    ...given("reasoning", body.reasoning_effort),
    ...given("tools", body.tools?.map(toTool)),
    ...given("toolChoice", toToolChoice(body.tool_choice)),
    ...given("responseFormat", toResponseFormat(body.response_format)),
  };
}

function given<Name extends string, Value>(
  name: Name,
  value: Value | null | undefined,
): { [K in Name]?: Value } {
  // The computed key is the literal `Name`; TypeScript widens it to string.
  return value === null || value === undefined ? {} : ({ [name]: value } as { [K in Name]?: Value });
}

function toPrompt(messages: readonly Message[]): Prompt {
  const toolNames = new Map<string, string>();
  return messages.map((message) => toTurn(message, toolNames));
}

function toTurn(message: Message, toolNames: Map<string, string>): Prompt[number] {
  switch (message.role) {
    case "system":
    case "developer":
      return { role: "system", content: textOf(message.content) };
    case "user":
      return { role: "user", content: toUserParts(message.content) };
    case "assistant":
      return toAssistant(message, toolNames);
    case "tool":
      return {
        role: "tool",
        content: [
          {
            type: "tool-result",
            toolCallId: message.tool_call_id,
            toolName: toolNames.get(message.tool_call_id) ?? "unknown",
            output: { type: "text", value: textOf(message.content) },
          },
        ],
      };
  }
}

type UserPart = Extract<Prompt[number], { role: "user" }>["content"][number];

function toUserParts(content: Extract<Message, { role: "user" }>["content"]): UserPart[] {
  if (typeof content === "string") return [{ type: "text", text: content }];
  return content.map((part): UserPart => {
    if (part.type === "text") return { type: "text", text: part.text };
    const { url } = part.image_url;
    const data = /^data:(image\/[\w.+-]+);base64,([A-Za-z0-9+/=\s]+)$/.exec(url);
    return data
      ? { type: "file", mediaType: data[1] ?? "image/png", data: { type: "data", data: data[2] ?? "" } }
      : { type: "file", mediaType: "image/*", data: { type: "url", url: new URL(url) } };
  });
}

function toAssistant(
  message: Extract<Message, { role: "assistant" }>,
  toolNames: Map<string, string>,
): Prompt[number] {
  const text = message.content ? textOf(message.content) : "";
  const calls = (message.tool_calls ?? []).map((call) => {
    toolNames.set(call.id, call.function.name);
    return {
      type: "tool-call" as const,
      toolCallId: call.id,
      toolName: call.function.name,
      input: parsed(call.function.arguments),
    };
  });
  return {
    role: "assistant",
    content: [...(text === "" ? [] : [{ type: "text" as const, text }]), ...calls],
  };
}

/** Arguments that a model wrote may be broken JSON; they go back to it as they were. */
function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}

export function textOf(content: Content): string {
  return typeof content === "string" ? content : content.map((part) => part.text).join("");
}

function toTool(tool: NonNullable<ChatCompletionRequest["tools"]>[number]) {
  const { name, description, parameters, strict } = tool.function;
  return {
    type: "function" as const,
    name,
    // A JSON schema by the request's contract; the provider is its judge.
    inputSchema: (parameters ?? { type: "object", properties: {} }) as { type: "object" },
    ...(description === undefined ? {} : { description }),
    ...(typeof strict === "boolean" ? { strict } : {}),
  };
}

function toToolChoice(choice: ChatCompletionRequest["tool_choice"]) {
  if (choice === undefined) return undefined;
  return typeof choice === "string"
    ? { type: choice }
    : { type: "tool" as const, toolName: choice.function.name };
}

function toResponseFormat(format: ChatCompletionRequest["response_format"]) {
  if (format === undefined || format.type === "text") return undefined;
  if (format.type === "json_object") return { type: "json" as const };
  const { name, description, schema } = format.json_schema;
  return {
    type: "json" as const,
    name,
    ...(description === undefined ? {} : { description }),
    // As above: a JSON schema by the request's contract.
    ...(schema === undefined ? {} : { schema: schema as { type: "object" } }),
  };
}
