import { z } from "zod";
import {
  idSchema,
  microPtSchema,
  nameSchema,
  pageQuerySchema,
  textSchema,
  timestampSchema,
} from "../../kernel/contract.ts";
import { roleSchema } from "../workspaces/contract.ts";

export const FILE_MAXIMUM_BYTES = 100 * 1024 * 1024;

export const collectionAccessSchema = z.enum(["everyone", "restricted"]);
export const collectionReaderSchema = z.union([
  z.strictObject({ userId: idSchema }),
  z.strictObject({ role: roleSchema }),
]);

export const collectionSchema = z
  .object({
    id: idSchema,
    name: z.string(),
    description: z.string(),
    access: collectionAccessSchema,
    /** Empty when everyone may read. */
    readers: z.array(collectionReaderSchema),
    /** False for a manager who is not among the readers: they see what is there and not what it says. */
    readable: z.boolean(),
    documents: z.number().int(),
    embeddingModel: z.string().nullable(),
    createdAt: timestampSchema,
  })
  .meta({ id: "Collection" });

export const createCollectionInput = z.strictObject({
  name: nameSchema(80),
  description: textSchema(0, 500).default(""),
  access: collectionAccessSchema.default("everyone"),
  readers: z.array(collectionReaderSchema).max(200).default([]),
  embeddingModel: z.string().min(1).max(200).nullable().default(null),
});
export const updateCollectionInput = z.strictObject({
  name: nameSchema(80).optional(),
  description: textSchema(0, 500).optional(),
  access: collectionAccessSchema.optional(),
  readers: z.array(collectionReaderSchema).max(200).optional(),
  embeddingModel: z.string().min(1).max(200).nullable().optional(),
});

export const documentStateSchema = z.enum([
  "queued",
  "reading",
  "splitting",
  "embedding",
  "ready",
  "failed",
  "cancelled",
]);

export const documentSchema = z
  .object({
    id: idSchema,
    collectionId: idSchema,
    sourceId: idSchema.nullable(),
    name: z.string(),
    /** pdf, docx, xlsx, pptx, csv, markdown, html, text, json, eml, audio, video; null until it was read. */
    kind: z.string().nullable(),
    url: z.string().nullable(),
    sizeBytes: z.number().int(),
    state: documentStateSchema,
    /** Of the step that `state` names. */
    progress: z.object({ done: z.number().int(), total: z.number().int() }),
    failure: z.object({ code: z.string(), message: z.string() }).nullable(),
    /** Searches see it: also while a newer version is on its way. */
    searchable: z.boolean(),
    pages: z.number().int().nullable(),
    chunks: z.number().int(),
    createdBy: z.object({ userId: idSchema, name: z.string() }).nullable(),
    createdAt: timestampSchema,
    updatedAt: timestampSchema,
  })
  .meta({ id: "Document" });

/** `replaced`: the same name in the collection has new content; `same`: this content is there already. */
export const addedDocumentSchema = z
  .object({ document: documentSchema, outcome: z.enum(["added", "replaced", "same"]) })
  .meta({ id: "AddedDocument" });

export const listDocumentsQuery = pageQuerySchema.extend({
  collectionId: idSchema.optional(),
  search: textSchema(0, 200).optional(),
  state: documentStateSchema.optional(),
});

export const documentChunkSchema = z
  .object({
    number: z.number().int(),
    text: z.string(),
    headings: z.array(z.string()),
    header: z.string().nullable(),
    page: z.number().int().nullable(),
    locator: z.string().nullable(),
  })
  .meta({ id: "DocumentChunk" });

/** `around` centres the page on a chunk: a citation opens there. */
export const readDocumentQuery = z.object({
  from: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(60),
  around: z.coerce.number().int().min(0).optional(),
  versionId: idSchema.optional(),
});
export const readDocumentSchema = z
  .object({ document: documentSchema, chunks: z.array(documentChunkSchema), total: z.number().int() })
  .meta({ id: "DocumentText" });

export const searchQuery = z.object({
  q: textSchema(1, 2_000),
  collectionId: z.union([idSchema, z.array(idSchema).max(50)]).optional(),
  limit: z.coerce.number().int().min(1).max(50).default(8),
});

export const passageSchema = z
  .object({
    documentId: idSchema,
    versionId: idSchema,
    collectionId: idSchema,
    document: z.string(),
    url: z.string().nullable(),
    chunk: z.number().int(),
    headings: z.array(z.string()),
    /** Column names of the table that its rows belong to. */
    header: z.string().nullable(),
    page: z.number().int().nullable(),
    locator: z.string().nullable(),
    text: z.string(),
    /** 0 to 1, of this passage for this question; the reranker's where one ordered the passages. */
    score: z.number(),
  })
  .meta({ id: "Passage" });

/** How sure the search is, by the workspace's thresholds: `caveat` may hold the answer, `not_found` does not. */
export const verdictSchema = z.enum(["answer", "caveat", "not_found"]);

export const searchResultSchema = z
  .object({
    passages: z.array(passageSchema),
    /** 0 to 1: how well the passages answer the question. */
    confidence: z.number(),
    verdict: verdictSchema,
    /** Words of the question that were read as others: a slip of typing. */
    corrected: z.record(z.string(), z.string()),
  })
  .meta({ id: "SearchResult" });

export const uploadQuoteInput = z.strictObject({
  collectionId: idSchema,
  files: z
    .array(z.strictObject({ name: z.string().max(4_000), sizeBytes: z.number().int().min(0) }))
    .min(1)
    .max(500),
});
/** What reading them will cost at most: nothing without an embedding model, transcription or OCR. */
export const uploadQuoteSchema = z
  .object({
    /** Of vectors and recordings. */
    quoteMicroPt: microPtSchema,
    /** The recordings' part of it. */
    transcriptionMicroPt: microPtSchema,
    /** On top of it, should every PDF be a scan: which of them are shows when they are read. */
    scansMicroPt: microPtSchema,
    availableMicroPt: microPtSchema,
    affordable: z.boolean(),
  })
  .meta({ id: "UploadQuote" });

export const knowledgeSettingsSchema = z
  .object({
    refuseBelow: z.number().int().min(0).max(100),
    caveatBelow: z.number().int().min(0).max(100),
    /** Embedding models that the installation can reach. */
    embeddingModels: z.array(z.string()),
    /** Orders what a search found; null: it stays in the search's own order. */
    rerankModel: z.string().nullable(),
    /** Writes down recordings; null: they are not read. */
    transcriptionModel: z.string().nullable(),
    /** Reads scans; null: they are not read. */
    visionModel: z.string().nullable(),
    /** Models for each that the installation can reach. */
    rerankModels: z.array(z.string()),
    transcriptionModels: z.array(z.string()),
    visionModels: z.array(z.string()),
  })
  .meta({ id: "KnowledgeSettings" });
export const updateKnowledgeSettingsInput = z.strictObject({
  refuseBelow: z.number().int().min(0).max(100).optional(),
  caveatBelow: z.number().int().min(0).max(100).optional(),
  rerankModel: z.string().min(1).max(200).nullable().optional(),
  transcriptionModel: z.string().min(1).max(200).nullable().optional(),
  visionModel: z.string().min(1).max(200).nullable().optional(),
});

export type Collection = z.infer<typeof collectionSchema>;
export type Document = z.infer<typeof documentSchema>;
export type DocumentState = z.infer<typeof documentStateSchema>;
export type Passage = z.infer<typeof passageSchema>;
export type SearchResult = z.infer<typeof searchResultSchema>;
export type KnowledgeSettings = z.infer<typeof knowledgeSettingsSchema>;
export type AddedDocument = z.infer<typeof addedDocumentSchema>;
