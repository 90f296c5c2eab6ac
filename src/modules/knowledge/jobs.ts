import { z } from "zod";
import { idSchema } from "../../kernel/contract.ts";
import type { JobDefinition } from "../../kernel/module.ts";

/** After the first try. What a person can mend is no failed job: it stands at the document at once. */
export const PROCESS_RETRIES = 3;

const processPayload = z.object({ documentId: idSchema, runId: idSchema });

/** Some at once, two of a workspace: one that waits for a model keeps no other waiting, nor do forty files another's. */
export const processDocumentJob: JobDefinition<typeof processPayload> = {
  name: "knowledge.process-document",
  payload: processPayload,
  retries: PROCESS_RETRIES,
  singleton: true,
  concurrency: 6,
  mostPerWorkspace: 2,
  expireSeconds: 3_600,
};

const forgetPayload = z.object({ versionIds: z.array(idSchema).max(10_000) });

/** Vectors of versions that are gone, where they are not rows of our database. */
export const forgetVersionsJob: JobDefinition<typeof forgetPayload> = {
  name: "knowledge.forget-versions",
  payload: forgetPayload,
};

const reEmbedPayload = z.object({ collectionId: idSchema });

/** Vectors that a collection's documents lack: of a new model, or of a time when there was no provider. */
export const reEmbedJob: JobDefinition<typeof reEmbedPayload> = {
  name: "knowledge.re-embed",
  payload: reEmbedPayload,
  retries: 3,
  singleton: true,
  concurrency: 1,
  expireSeconds: 3_600,
};

const mergePayload = z.object({});

/** The index of a workspace was added to or lost something: small segments become larger ones. */
export const mergeSegmentsJob: JobDefinition<typeof mergePayload> = {
  name: "knowledge.merge-segments",
  payload: mergePayload,
  retries: 2,
  singleton: true,
  concurrency: 1,
  expireSeconds: 3_600,
};
