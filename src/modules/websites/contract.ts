import { z } from "zod";
import { idSchema, pageQuerySchema, timestampSchema } from "../../kernel/contract.ts";

export const webSourceSchema = z
  .object({
    id: idSchema,
    collectionId: idSchema,
    mode: z.enum(["page", "sitemap", "crawl"]),
    url: z.string(),
    maxDepth: z.number().int(),
    maxPages: z.number().int(),
    everyHours: z.number().int().nullable(),
    state: z.enum(["queued", "crawling", "ready", "failed", "cancelled"]),
    failure: z.object({ code: z.string(), message: z.string() }).nullable(),
    pagesDone: z.number().int(),
    pagesFound: z.number().int(),
    lastCrawlAt: timestampSchema.nullable(),
    nextCrawlAt: timestampSchema.nullable(),
    createdAt: timestampSchema,
  })
  .meta({ id: "WebSource" });

export const addWebSourceInput = z.strictObject({
  collectionId: idSchema,
  mode: z.enum(["page", "sitemap", "crawl"]).default("page"),
  url: z
    .url({ protocol: /^https?$/, error: "Give an address that begins with https:// or http://." })
    .max(2_000),
  maxDepth: z.number().int().min(0).max(10).default(2),
  maxPages: z.number().int().min(1).max(5_000).default(100),
  everyHours: z.number().int().min(1).max(8_760).nullable().default(null),
});

export const listSourcesQuery = pageQuerySchema.extend({ collectionId: idSchema.optional() });

export const sourcePageStateSchema = z.enum([
  "waiting",
  "kept",
  "unchanged",
  /** Another page of the website says the same. */
  "duplicate",
  "redirected",
  /** The website does not want it read or kept. */
  "excluded",
  "gone",
  "failed",
]);
export const sourcePageSchema = z
  .object({
    url: z.string(),
    /** Links from the first page to it. */
    depth: z.number().int(),
    state: sourcePageStateSchema,
    /** Why it was not kept. */
    reason: z.string().nullable(),
    visitedAt: timestampSchema.nullable(),
  })
  .meta({ id: "SourcePage" });
export const listSourcePagesQuery = pageQuerySchema.extend({ state: sourcePageStateSchema.optional() });

export type WebSource = z.infer<typeof webSourceSchema>;
export type SourcePage = z.infer<typeof sourcePageSchema>;
