import { z } from "zod";
import { microPtSchema, timestampSchema } from "../../kernel/contract.ts";

/** Prices are micro-PT per million tokens, so that the cheapest model still has an integer price. */
export const priceSchema = z
  .object({
    version: z.string(),
    effectiveFrom: timestampSchema,
    inputPerMillion: microPtSchema,
    cachedInputPerMillion: microPtSchema,
    cacheWritePerMillion: microPtSchema,
    outputPerMillion: microPtSchema,
    reasoningPerMillion: microPtSchema,
    perImage: microPtSchema,
    perMinute: microPtSchema,
  })
  .meta({ id: "ModelPrice" });

export const modelSchema = z
  .object({
    /** `provider/model`, as sent to `/v1`. */
    id: z.string(),
    name: z.string(),
    provider: z.object({ id: z.string(), name: z.string() }),
    contextTokens: z.number().int(),
    maxOutputTokens: z.number().int(),
    capabilities: z.object({
      tools: z.boolean(),
      images: z.boolean(),
      reasoning: z.boolean(),
      json: z.boolean(),
    }),
    price: priceSchema,
    /** Ready to answer; otherwise `reason` is a sentence saying what is missing. */
    available: z.boolean(),
    reason: z.string().nullable(),
    isDefault: z.boolean(),
  })
  .meta({ id: "Model" });

export type Model = z.infer<typeof modelSchema>;
export type ModelPrice = z.infer<typeof priceSchema>;
