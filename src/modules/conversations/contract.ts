import { z } from "zod";
import {
  idSchema,
  microPtSchema,
  nameSchema,
  pageQuerySchema,
  textSchema,
  timestampSchema,
} from "../../kernel/contract.ts";
import { verdictSchema } from "../knowledge/contract.ts";

/** Longest text of one message, characters; a larger one is refused before anything is counted. */
export const MESSAGE_MAXIMUM = 400_000;
export const ATTACHMENTS_MAXIMUM = 10;

/** Text that travels with a question: pasted, or read from a dropped text file. */
export const attachmentInput = z.strictObject({
  name: nameSchema(200),
  text: textSchema(1, MESSAGE_MAXIMUM),
});

const modelIdInput = z.string().min(1, "Choose a model.").max(200);
/** The same key twice is the same send: the second answers what the first did. */
const idempotencyKeyInput = z
  .string()
  .min(8)
  .max(100)
  .regex(/^[\w.:-]+$/, "Use letters, digits, dot, colon, hyphen.");

/** Null or left out: the default assistant, which searches all that the asker may read. */
const assistantIdInput = idSchema.nullable().optional();

export const createConversationInput = z.strictObject({
  title: nameSchema(200).optional(),
  assistantId: assistantIdInput,
});
export const renameConversationInput = z.strictObject({ title: nameSchema(200) });

export const sendMessageInput = z.strictObject({
  text: textSchema(1, MESSAGE_MAXIMUM),
  attachments: z.array(attachmentInput).max(ATTACHMENTS_MAXIMUM).default([]),
  model: modelIdInput,
  /** With the first message of a conversation; later ones stay with the assistant that it has. */
  assistantId: assistantIdInput,
  maxOutputTokens: z.number().int().min(1).max(1_000_000).optional(),
  idempotencyKey: idempotencyKeyInput,
});

/** Answer again: `retry` after a failure or a stop, `continue` to go on where an interrupted answer ended. */
export const answerAgainInput = z.strictObject({
  mode: z.enum(["retry", "continue"]),
  model: modelIdInput,
  idempotencyKey: idempotencyKeyInput,
});

export const quoteInput = z.strictObject({
  conversationId: idSchema.nullable().default(null),
  text: z.string().max(MESSAGE_MAXIMUM),
  attachments: z.array(attachmentInput).max(ATTACHMENTS_MAXIMUM).default([]),
  model: modelIdInput,
  /** As in sending: of a conversation that has not begun. */
  assistantId: assistantIdInput,
  maxOutputTokens: z.number().int().min(1).max(1_000_000).optional(),
});

export const quoteSchema = z
  .object({
    model: z.string(),
    promptTokens: z.number().int(),
    maxOutputTokens: z.number().int(),
    /** What is held on sending: the most that this answer can cost. */
    quoteMicroPt: microPtSchema,
    availableMicroPt: microPtSchema,
    affordable: z.boolean(),
    priceVersion: z.string(),
  })
  .meta({ id: "Quote" });

/** Quoted less charged is returned, always. Equal to the ledger to the micro-PT. */
export const receiptSchema = z
  .object({
    holdId: idSchema,
    heldMicroPt: microPtSchema,
    chargedMicroPt: microPtSchema,
    returnedMicroPt: microPtSchema,
    balanceMicroPt: microPtSchema,
    model: z.string(),
    modelName: z.string(),
    inputTokens: z.number().int(),
    cachedInputTokens: z.number().int(),
    outputTokens: z.number().int(),
    reasoningTokens: z.number().int(),
    /** `provider`: the provider reported it; `counted`: we counted what was delivered. */
    usageSource: z.enum(["provider", "counted"]),
    priceVersion: z.string(),
  })
  .meta({ id: "Receipt" });

/** The excerpt stays with the answer, also when the document was replaced or deleted since. */
export const citationSchema = z.object({
  number: z.number().int(),
  title: z.string(),
  locator: z.string().nullable(),
  text: z.string(),
  /** Where it stands in the knowledge of the workspace; all four are null for an attachment. */
  documentId: idSchema.nullable(),
  versionId: idSchema.nullable(),
  chunk: z.number().int().nullable(),
  page: z.number().int().nullable(),
});

/** streaming -> complete | stopped | interrupted | failed. `interrupted` and `stopped` keep and charge what was delivered. */
export const messageStatusSchema = z.enum(["complete", "streaming", "stopped", "interrupted", "failed"]);

export const messageSchema = z
  .object({
    id: idSchema,
    role: z.enum(["user", "assistant"]),
    status: messageStatusSchema,
    text: z.string(),
    attachments: z.array(z.object({ name: z.string(), characters: z.number().int() })),
    citations: z.array(citationSchema),
    /**
     * How sure the search of the documents was when the question was asked: `answer`, `caveat` (they may not hold it) or
     * `not_found`; null where it was no question for the documents.
     */
    verdict: verdictSchema.nullable(),
    author: z.object({ userId: idSchema, name: z.string() }).nullable(),
    model: z.string().nullable(),
    /** Micro-PT held while it streams. */
    heldMicroPt: microPtSchema.nullable(),
    receipt: receiptSchema.nullable(),
    /** Why it failed: a code of the closed set and a sentence. */
    failure: z.object({ code: z.string(), message: z.string() }).nullable(),
    /** The answer that this one continues. */
    continuesId: idSchema.nullable(),
    createdAt: timestampSchema,
  })
  .meta({ id: "Message" });

export const conversationSchema = z
  .object({
    id: idSchema,
    title: z.string(),
    /** False until a title was made from the first exchange or given by a person. */
    titled: z.boolean(),
    model: z.string().nullable(),
    /** Null: the default one, also after the chosen one was deleted. */
    assistant: z.object({ id: idSchema, name: z.string() }).nullable(),
    /** An answer is being written right now. */
    answering: z.boolean(),
    createdAt: timestampSchema,
    updatedAt: timestampSchema,
  })
  .meta({ id: "Conversation" });

export const listConversationsQuery = pageQuerySchema.extend({ search: textSchema(0, 200).optional() });

/** The newest page of messages first; `earlierCursor` fetches what came before. Messages are in reading order. */
export const conversationDetailSchema = z
  .object({
    conversation: conversationSchema,
    messages: z.array(messageSchema),
    earlierCursor: z.string().nullable(),
  })
  .meta({ id: "ConversationDetail" });

export const sentSchema = z
  .object({
    conversation: conversationSchema,
    question: messageSchema,
    answer: messageSchema,
    replayed: z.boolean(),
  })
  .meta({ id: "Sent" });

export const messagesQuery = pageQuerySchema.extend({
  limit: z.coerce.number().int().min(1).max(200).default(100),
});

/** Events of `GET …/messages/{id}/stream`. `offset` counts UTF-16 units of the text; resume with `?after=`. */
export const streamEventSchema = z
  .discriminatedUnion("type", [
    z.object({ type: z.literal("text"), offset: z.number().int(), text: z.string() }),
    z.object({ type: z.literal("done"), message: messageSchema }),
  ])
  .meta({ id: "AnswerStreamEvent" });

/** Longest instructions of an assistant, characters. */
export const INSTRUCTIONS_MAXIMUM = 8_000;

const assistantFields = {
  name: nameSchema(80),
  description: textSchema(0, 500),
  /** What the model is told; never above the rule that quoted text is data. */
  instructions: textSchema(0, INSTRUCTIONS_MAXIMUM),
  /** What its conversations begin with; null: the person's choice. */
  model: modelIdInput.nullable(),
  /** Null: everything that the asker may read; empty: no documents. */
  collectionIds: z.array(idSchema).max(50).nullable(),
  tools: z.array(z.string().regex(/^[a-z-]+\.[a-z-]+$/, "Name an action, such as knowledge.search.")).max(50),
};

export const createAssistantInput = z.strictObject({
  name: assistantFields.name,
  description: assistantFields.description.default(""),
  instructions: assistantFields.instructions.default(""),
  model: assistantFields.model.default(null),
  collectionIds: assistantFields.collectionIds.default(null),
  tools: assistantFields.tools.default([]),
});
export const updateAssistantInput = z.strictObject({
  name: assistantFields.name.optional(),
  description: assistantFields.description.optional(),
  instructions: assistantFields.instructions.optional(),
  model: assistantFields.model.optional(),
  collectionIds: assistantFields.collectionIds.optional(),
  tools: assistantFields.tools.optional(),
});

export const assistantSchema = z
  .object({
    id: idSchema,
    name: z.string(),
    description: z.string(),
    instructions: z.string(),
    model: z.string().nullable(),
    collectionIds: z.array(idSchema).nullable(),
    tools: z.array(z.string()),
    createdAt: timestampSchema,
    updatedAt: timestampSchema,
  })
  .meta({ id: "Assistant" });

export type Assistant = z.infer<typeof assistantSchema>;
export type Citation = z.infer<typeof citationSchema>;
export type SendMessageInput = z.output<typeof sendMessageInput>;
export type Message = z.infer<typeof messageSchema>;
export type Conversation = z.infer<typeof conversationSchema>;
export type Receipt = z.infer<typeof receiptSchema>;
export type Quote = z.infer<typeof quoteSchema>;
export type AnswerStreamEvent = z.infer<typeof streamEventSchema>;
