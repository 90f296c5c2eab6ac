import { z } from "zod";
import {
  idSchema,
  microPtSchema,
  pageQuerySchema,
  textSchema,
  timestampSchema,
} from "../../kernel/contract.ts";

/** A workspace's credit. `available + held + used + expired = funded + absorbed`, always, to the micro-PT. */
export const walletSchema = z
  .object({
    availableMicroPt: microPtSchema,
    heldMicroPt: microPtSchema,
    usedMicroPt: microPtSchema,
    expiredMicroPt: microPtSchema,
    fundedMicroPt: microPtSchema,
    /** Cost beyond a hold that the installation bore, never the workspace. */
    absorbedMicroPt: microPtSchema,
    /** True when the free balance is under the workspace's warning line. */
    low: z.boolean(),
    /** Sources still holding credit, in the order in which they burn. */
    grants: z.array(
      z.object({
        id: idSchema,
        source: z.enum(["starting", "operator", "plan", "purchase", "promotion"]),
        amountMicroPt: microPtSchema,
        remainingMicroPt: microPtSchema,
        expiresAt: timestampSchema.nullable(),
        grantedAt: timestampSchema,
      }),
    ),
  })
  .meta({ id: "Wallet" });

export const STATEMENT_KINDS = ["grant", "hold", "usage", "release", "expiry", "correction"] as const;
export const statementKindSchema = z.enum(STATEMENT_KINDS);

export const statementFilterSchema = z.object({
  kind: statementKindSchema.optional(),
  userId: idSchema.optional(),
  model: textSchema(0, 200).optional(),
  from: timestampSchema.optional(),
  to: timestampSchema.optional(),
  /** Holds that came to nothing or were settled are noise to most readers; true shows every posting. */
  includeHolds: z.stringbool().default(false),
});
export const statementQuery = pageQuerySchema.extend(statementFilterSchema.shape);

export const statementEntrySchema = z
  .object({
    id: idSchema,
    at: timestampSchema,
    kind: statementKindSchema,
    /** What a person reads: "Answer", "API call", "Starting credit". */
    what: z.string(),
    subject: z.string().nullable(),
    by: z.object({
      kind: z.enum(["user", "api-key", "system"]),
      id: z.string().nullable(),
      name: z.string(),
    }),
    model: z.string().nullable(),
    inputTokens: z.number().int().nullable(),
    outputTokens: z.number().int().nullable(),
    /** What the posting did to the credit the workspace owns (available and held together). */
    amountMicroPt: microPtSchema,
    /** Credit owned after it (available and held together). */
    balanceMicroPt: microPtSchema,
    conversationId: idSchema.nullable(),
  })
  .meta({ id: "StatementEntry" });

/** The statement as an equation: opening + granted - used - expired + corrected = closing. `differenceMicroPt` proves it. */
export const statementSummarySchema = z
  .object({
    from: timestampSchema,
    to: timestampSchema,
    openingMicroPt: microPtSchema,
    grantedMicroPt: microPtSchema,
    usedMicroPt: microPtSchema,
    expiredMicroPt: microPtSchema,
    correctedMicroPt: microPtSchema,
    closingMicroPt: microPtSchema,
    heldMicroPt: microPtSchema,
    postings: z.number().int(),
    /** Sum of all entries of the workspace since its first; "0" when the books balance. */
    differenceMicroPt: microPtSchema,
    perDay: z.array(
      z.object({
        day: z.iso.date(),
        chatMicroPt: microPtSchema,
        apiMicroPt: microPtSchema,
        otherMicroPt: microPtSchema,
      }),
    ),
  })
  .meta({ id: "StatementSummary" });

export const budgetSchema = z
  .object({
    id: idSchema,
    /** Null: the budget of the whole workspace. */
    userId: idSchema.nullable(),
    period: z.enum(["day", "month"]),
    limitMicroPt: microPtSchema,
    spentMicroPt: microPtSchema,
    heldMicroPt: microPtSchema,
    resetsAt: timestampSchema,
  })
  .meta({ id: "Budget" });

export const setBudgetInput = z.strictObject({
  userId: idSchema.nullable(),
  period: z.enum(["day", "month"]),
  limitMicroPt: z.string().regex(/^\d{1,15}$/, "Give a whole number of micro-PT, at most 15 digits."),
});

export const summaryQuery = z.object({ from: timestampSchema.optional(), to: timestampSchema.optional() });
export type Wallet = z.infer<typeof walletSchema>;
export type StatementEntry = z.infer<typeof statementEntrySchema>;
export type StatementKind = z.infer<typeof statementKindSchema>;
