import { z } from "zod";
import { webAddress } from "./value-shapes.ts";

const BUILT_IN_IDS = ["openai", "anthropic", "google", "parley"];

const modelNames = z.array(z.string("Give a text.").min(1).max(200), "Give a list of model names.");
const someModels = modelNames.max(50).optional();

const endpointSchema = z.strictObject(
  {
    id: z
      .string("Give a text.")
      .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "Use 1 to 40 small letters, digits and hyphens.")
      .refine((id) => !BUILT_IN_IDS.includes(id), "This id belongs to a built-in provider."),
    name: z.string("Give a text.").min(1, "Give it a name.").max(80, "Use at most 80 characters."),
    baseUrl: z.string("Give a text.").pipe(webAddress),
    apiKey: z.string("Give a text.").min(1, "Leave it out when there is no key.").optional(),
    models: modelNames.max(500).optional(),
    embeddingModels: someModels,
    rerankModels: someModels,
    transcriptionModels: someModels,
    visionModels: someModels,
  },
  "Give an object with id, name, baseUrl and, when needed, apiKey, models, embeddingModels, rerankModels, transcriptionModels and visionModels.",
);

export type ModelEndpoint = z.infer<typeof endpointSchema>;

const listSchema = z
  .array(endpointSchema, "Give a JSON array of endpoints.")
  .max(50, "Give at most 50 endpoints.");

/** Endpoints that speak OpenAI's protocol (Ollama, vLLM, Groq, ...) as a JSON array. */
export const modelEndpoints = z.string().transform((text, context): ModelEndpoint[] => {
  const parsed = listSchema.safeParse(parseJson(text));
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      context.addIssue({ code: "custom", message: issue.message, path: issue.path });
    }
    return z.NEVER;
  }
  const ids = parsed.data.map((endpoint) => endpoint.id);
  if (new Set(ids).size < ids.length) {
    context.addIssue({ code: "custom", message: "Give each endpoint an id of its own." });
    return z.NEVER;
  }
  return parsed.data;
});

/** The engine's own message would repeat a piece of the text, perhaps a key. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
