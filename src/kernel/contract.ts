import { z } from "zod";
import { storable } from "./storable.ts";

/** Shapes that every module's contract is built from. Browser-safe: nothing here touches the server. */

export const idSchema = z.uuid("This is not an id.").meta({ description: "UUIDv7" });

/** Micro-PT as a decimal string: exact beyond 2^53. 1 PT = 1,000,000 micro-PT = USD 0.001 of list price. */
export const microPtSchema = z
  .string()
  .regex(/^-?\d{1,19}$/, "Give a whole number of micro-PT.")
  .meta({ description: "Micro-PT as a decimal string; 1 PT = 1,000,000 micro-PT", examples: ["11700000"] });

export const timestampSchema = z.iso.datetime().meta({ description: "UTC, ISO 8601" });

/** Text that people type: no NUL (PostgreSQL cannot hold it); lone surrogates become U+FFFD. */
export function textSchema(minimum: number, maximum: number) {
  return z
    .string()
    .max(maximum, `Use at most ${maximum.toLocaleString("en")} characters.`)
    .transform(storable)
    .pipe(
      z
        .string()
        .min(minimum, minimum === 1 ? "Write something here." : `Use at least ${minimum} characters.`),
    );
}

/** Marks that turn the direction of the text around them, so that a name could pose as another, and the BOM. */
const DIRECTION_MARKS = /[\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** A one-line name: trimmed, inner white space folded, no control characters, something to be seen. */
export function nameSchema(maximum = 80, missing = "Give it a name.") {
  return z
    .string()
    .max(maximum * 4, `Use at most ${maximum} characters.`)
    .transform((name) =>
      name
        .toWellFormed()
        .replace(DIRECTION_MARKS, "")
        .replace(/\p{Cc}/gu, " ")
        .replace(/\s+/gu, " ")
        .trim(),
    )
    .pipe(
      z
        .string()
        .max(maximum, `Use at most ${maximum} characters.`)
        .refine((name) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(name), missing),
    );
}

export const cursorSchema = z
  .string()
  .max(200)
  .regex(/^[\w-]*$/, "This page mark is not valid.");

export const pageQuerySchema = z.object({
  cursor: cursorSchema.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

/** A page of a list: `nextCursor` is null on the last one. */
export function pageSchema<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** RFC 9457 problem details, as every refused request answers. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.string(),
    requestId: z.string(),
    fields: z.array(z.object({ path: z.string(), reason: z.string() })).optional(),
    data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
  })
  .meta({ id: "Problem" });

export type Problem = z.infer<typeof problemSchema>;
