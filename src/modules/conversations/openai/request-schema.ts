import { z } from "zod";

/**
 * The body of POST /v1/chat/completions, as OpenAI's API reference has it (Chat, Create chat completion).
 * Fields that change nothing here (`user`, `metadata`, `store`, `logit_bias`, …) are taken and passed over, as
 * other compatible servers do, so that clients work unchanged; what we honour is checked.
 */
const textPart = z.object({ type: z.literal("text"), text: z.string() });
const imagePart = z.object({
  type: z.literal("image_url"),
  image_url: z.object({
    url: z
      .string()
      .max(20_000_000)
      .refine(isImageAddress, "Give an https address or a data:image/…;base64 address."),
    detail: z.string().optional(),
  }),
});

/** The provider fetches it, never we. */
function isImageAddress(url: string): boolean {
  if (url.startsWith("data:image/")) return /^data:image\/[\w.+-]{1,40};base64,/.test(url);
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}
const textContent = z.union([z.string(), z.array(textPart).min(1)], "Give a text or a list of text parts.");

const toolCall = z.object({
  id: z.string().min(1).max(200),
  type: z.literal("function").default("function"),
  function: z.object({ name: z.string().min(1).max(200), arguments: z.string() }),
});

const systemMessage = z.object({ role: z.enum(["system", "developer"]), content: textContent });
const userMessage = z.object({
  role: z.literal("user"),
  content: z.union(
    [z.string(), z.array(z.union([textPart, imagePart])).min(1)],
    "Give a text or a list of parts.",
  ),
});
const assistantMessage = z.object({
  role: z.literal("assistant"),
  content: textContent.nullish(),
  tool_calls: z.array(toolCall).max(128).optional(),
});
const toolMessage = z.object({
  role: z.literal("tool"),
  tool_call_id: z.string().min(1).max(200),
  content: textContent,
});

const message = z.discriminatedUnion("role", [systemMessage, userMessage, assistantMessage, toolMessage], {
  error: "Use the role system, developer, user, assistant or tool.",
});

const functionTool = z.object({
  type: z.literal("function"),
  function: z.object({
    name: z.string().regex(/^[\w-]{1,64}$/, "Use letters, digits, _ and -, at most 64."),
    description: z.string().max(20_000).optional(),
    parameters: z.record(z.string(), z.unknown()).optional(),
    strict: z.boolean().nullish(),
  }),
});

const responseFormat = z.discriminatedUnion("type", [
  z.object({ type: z.literal("text") }),
  z.object({ type: z.literal("json_object") }),
  z.object({
    type: z.literal("json_schema"),
    json_schema: z.object({
      name: z.string(),
      description: z.string().optional(),
      schema: z.record(z.string(), z.unknown()).optional(),
      strict: z.boolean().nullish(),
    }),
  }),
]);

const tokenCount = z.number().int().min(1).max(10_000_000).nullish();

export const chatCompletionRequest = z.looseObject({
  model: z.string("Name a model; GET /v1/models lists them.").min(1).max(200),
  messages: z
    .array(message, "Give a list of messages.")
    .min(1, "Give at least one message.")
    .max(10_000, "Give at most 10,000 messages; leave out the oldest."),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().nullish() }).nullish(),
  max_tokens: tokenCount,
  max_completion_tokens: tokenCount,
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  presence_penalty: z.number().min(-2).max(2).nullish(),
  frequency_penalty: z.number().min(-2).max(2).nullish(),
  seed: z.number().int().nullish(),
  stop: z.union([z.string(), z.array(z.string()).max(16)]).nullish(),
  n: z.literal(1, "Only one answer per request is written here; send it again for another.").nullish(),
  tools: z.array(functionTool).max(128).optional(),
  tool_choice: z
    .union([
      z.enum(["none", "auto", "required"]),
      z.object({ type: z.literal("function"), function: z.object({ name: z.string() }) }),
    ])
    .optional(),
  response_format: responseFormat.optional(),
  reasoning_effort: z.enum(["none", "minimal", "low", "medium", "high", "xhigh"]).nullish(),
});

export type ChatCompletionRequest = z.output<typeof chatCompletionRequest>;
