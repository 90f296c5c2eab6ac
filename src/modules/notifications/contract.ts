import { z } from "zod";
import { idSchema, timestampSchema } from "../../kernel/contract.ts";

/** A mail that the sink of development took instead of sending it. */
export const sentMailSchema = z
  .object({
    id: idSchema,
    to: z.string(),
    subject: z.string(),
    text: z.string(),
    html: z.string(),
    sentAt: timestampSchema,
    /** Addresses of pages that the text leads to. */
    links: z.array(z.string()),
  })
  .meta({ id: "SentMail" });

export type SentMail = z.infer<typeof sentMailSchema>;
