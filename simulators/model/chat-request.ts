/** What the simulator reads of a chat completion request. */
export type ChatRequest = {
  model: string;
  stream: boolean;
  includeUsage: boolean;
  maxTokens: number | undefined;
  lastUserText: string;
  /** The text of the newest tool result, when the conversation ends with one. */
  toolResult: string | undefined;
  /** Width and height of the PNG of the last user message, in pixels. */
  picture: { width: number; height: number } | undefined;
  tools: string[];
  /** A quarter of the characters of all messages, rounded up, and at least 1. */
  promptTokens: number;
  wantsJson: boolean;
};

type Fields = Record<string, unknown>;

/** The request, or a sentence saying what is wrong with it, in OpenAI's words. */
export function readChatRequest(body: string): ChatRequest | string {
  const json = parse(body);
  if (json === undefined) return "We could not parse the JSON body of your request.";
  if (typeof json.model !== "string" || json.model === "") return "you must provide a model parameter";
  if (!Array.isArray(json.messages) || json.messages.length === 0)
    return "Missing required parameter: 'messages'.";
  const messages = json.messages.filter(isFields);
  if (messages.length !== json.messages.length) return "Invalid type for 'messages[0]': expected an object.";
  const last = messages.at(-1);
  const limit = json.max_completion_tokens ?? json.max_tokens;
  const streamOptions = isFields(json.stream_options) ? json.stream_options : {};
  const format = isFields(json.response_format) ? json.response_format : {};
  return {
    model: json.model,
    stream: json.stream === true,
    includeUsage: streamOptions.include_usage === true,
    maxTokens: typeof limit === "number" && limit > 0 ? limit : undefined,
    lastUserText: textOf(messages.findLast((message) => message.role === "user")?.content),
    picture: pictureOf(messages.findLast((message) => message.role === "user")?.content),
    toolResult: last?.role === "tool" ? textOf(last.content) : undefined,
    tools: Array.isArray(json.tools) ? json.tools.map(toolName).filter((name) => name !== "") : [],
    promptTokens: Math.max(1, Math.ceil(messages.reduce((sum, m) => sum + textOf(m.content).length, 0) / 4)),
    wantsJson: format.type === "json_object" || format.type === "json_schema",
  };
}

/** The tool named by `call:<name>` in the last user message, if it was offered and not yet answered. */
export function requestedTool(request: ChatRequest): string | undefined {
  if (request.toolResult !== undefined) return undefined;
  const name = /(?:^|\s)call:([\w.-]+)/.exec(request.lastUserText)?.[1];
  return name !== undefined && request.tools.includes(name) ? name : undefined;
}

export function parse(body: string): Fields | undefined {
  try {
    const json: unknown = JSON.parse(body);
    return isFields(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

function toolName(tool: unknown): string {
  const fn = isFields(tool) && isFields(tool.function) ? tool.function : {};
  return typeof fn.name === "string" ? fn.name : "";
}

function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content.map((part) => (isFields(part) && typeof part.text === "string" ? part.text : "")).join("");
}

/** From the header of the PNG (W3C PNG, 11.2.1). */
function pictureOf(content: unknown): ChatRequest["picture"] {
  if (!Array.isArray(content)) return undefined;
  const urls = content.map((part) => (isFields(part) && isFields(part.image_url) ? part.image_url.url : ""));
  const url = urls.find((url) => typeof url === "string" && url.startsWith("data:image/png;base64,"));
  if (typeof url !== "string") return undefined;
  const head = Buffer.from(url.slice("data:image/png;base64,".length).slice(0, 64), "base64");
  return { width: head.readUInt32BE(16), height: head.readUInt32BE(20) };
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
