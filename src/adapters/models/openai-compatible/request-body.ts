import type {
  LanguageModelV4CallOptions,
  LanguageModelV4FunctionTool,
  SharedV4Warning,
} from "@ai-sdk/provider";
import { promptMessages } from "./prompt-messages.ts";
import type { Quirks } from "./quirks.ts";

type BodyInput = {
  provider: string;
  modelId: string;
  quirks: Quirks;
  stream: boolean;
  options: LanguageModelV4CallOptions;
};

/** Fields a caller may add through `providerOptions["openai-compatible"]`, in the wire's own names. */
const EXTRA_FIELDS = [
  "user",
  "parallel_tool_calls",
  "reasoning_effort",
  "logit_bias",
  "service_tier",
  "prompt_cache_key",
  "safety_identifier",
  "verbosity",
];

/**
 * The JSON body of `POST /chat/completions` (platform.openai.com/docs/api-reference/chat/create) and
 * warnings for settings that the provider has no field for.
 */
export function requestBody(input: BodyInput): { json: string; warnings: SharedV4Warning[] } {
  const { options, quirks, modelId } = input;
  const warnings: SharedV4Warning[] = [];
  const body: Record<string, unknown> = {
    model: modelId,
    messages: promptMessages(options.prompt, {
      provider: input.provider,
      echoReasoning: quirks.echoReasoning,
    }),
  };
  if (input.stream) {
    body.stream = true;
    if (quirks.streamOptions) body.stream_options = { include_usage: true };
  }
  addSampling(body, input, warnings);
  addTools(body, options, warnings);
  addResponseFormat(body, options, quirks, warnings);
  const extra = options.providerOptions?.["openai-compatible"] ?? {};
  for (const field of EXTRA_FIELDS) {
    if (extra[field] !== undefined) body[field] = extra[field];
  }
  return { json: JSON.stringify(body), warnings };
}

type Body = Record<string, unknown>;

function addSampling(body: Body, { options, quirks, modelId }: BodyInput, warnings: SharedV4Warning[]): void {
  if (options.maxOutputTokens !== undefined) body[quirks.tokenLimitField] = options.maxOutputTokens;
  if (options.stopSequences?.length) body.stop = options.stopSequences;
  if (options.seed !== undefined) body[quirks.seedField] = options.seed;
  if (options.presencePenalty !== undefined) body.presence_penalty = options.presencePenalty;
  if (options.frequencyPenalty !== undefined) body.frequency_penalty = options.frequencyPenalty;
  const fixed = quirks.fixedSampling?.test(modelId) === true;
  if (fixed && (options.temperature !== undefined || options.topP !== undefined)) {
    warnings.push({ type: "unsupported", feature: "temperature", details: `${modelId} has fixed sampling` });
  } else {
    if (options.temperature !== undefined) body.temperature = options.temperature;
    if (options.topP !== undefined) body.top_p = options.topP;
  }
  if (options.topK !== undefined) {
    if (quirks.topK) body.top_k = options.topK;
    else warnings.push({ type: "unsupported", feature: "topK" });
  }
  const effort = options.reasoning ?? "provider-default";
  if (effort !== "provider-default") {
    if (quirks.reasoningEffort) body.reasoning_effort = effort;
    else warnings.push({ type: "unsupported", feature: "reasoning" });
  }
}

function addTools(body: Body, options: LanguageModelV4CallOptions, warnings: SharedV4Warning[]): void {
  const tools = (options.tools ?? []).flatMap((tool) => {
    if (tool.type === "function") return [wireTool(tool)];
    warnings.push({ type: "unsupported", feature: `provider tool ${tool.id}` });
    return [];
  });
  if (tools.length === 0) return;
  body.tools = tools;
  const choice = options.toolChoice;
  if (choice === undefined) return;
  body.tool_choice =
    choice.type === "tool" ? { type: "function", function: { name: choice.toolName } } : choice.type;
}

function wireTool(tool: LanguageModelV4FunctionTool): Body {
  return {
    type: "function",
    function: {
      name: tool.name,
      description: tool.description,
      parameters: tool.inputSchema,
      strict: tool.strict,
    },
  };
}

function addResponseFormat(
  body: Body,
  { responseFormat }: LanguageModelV4CallOptions,
  quirks: Quirks,
  warnings: SharedV4Warning[],
): void {
  if (responseFormat?.type !== "json") return;
  if (responseFormat.schema === undefined || !quirks.jsonSchema) {
    body.response_format = { type: "json_object" };
    if (responseFormat.schema !== undefined) warnings.push({ type: "unsupported", feature: "JSON schema" });
    return;
  }
  const { name, description, schema } = responseFormat;
  body.response_format = {
    type: "json_schema",
    json_schema: { name: name ?? "response", description, schema },
  };
}
