import { z } from "zod";
import { idSchema } from "../../kernel/contract.ts";
import { type HttpApp, member } from "../../kernel/http/types.ts";
import {
  collectionSchema,
  createCollectionInput,
  knowledgeSettingsSchema,
  updateCollectionInput,
  updateKnowledgeSettingsInput,
  uploadQuoteInput,
  uploadQuoteSchema,
} from "./contract.ts";
import { createCollection } from "./create-collection.ts";
import { deleteCollection } from "./delete-collection.ts";
import { documentRoutes } from "./document-routes.ts";
import { getKnowledgeSettings, updateKnowledgeSettings } from "./knowledge-settings.ts";
import { listCollections } from "./list-collections.ts";
import { quoteUpload } from "./quote-upload.ts";
import { searchRoutes } from "./search-routes.ts";
import { updateCollection } from "./update-collection.ts";
import { uploadRoutes } from "./upload-routes.ts";

const inWorkspace = z.object({ workspaceId: idSchema });
const atCollection = inWorkspace.extend({ collectionId: idSchema.toLowerCase() });
const tags = ["Knowledge"];
const base = "/api/workspaces/:workspaceId/knowledge";
const reading = { access: member("knowledge.read") };
const managing = { access: member("knowledge.manage") };

export function knowledgeRoutes(http: HttpApp): void {
  collectionRoutes(http);
  documentRoutes(http);
  uploadRoutes(http);
  searchRoutes(http);
  settingRoutes(http);
}

function collectionRoutes(http: HttpApp): void {
  http.get(
    `${base}/collections`,
    {
      config: reading,
      schema: {
        tags,
        summary: "Collections that you may read",
        params: inWorkspace,
        response: { 200: z.object({ items: z.array(collectionSchema) }) },
      },
    },
    async (request) => ({ items: await listCollections(request.ctx) }),
  );
  http.post(
    `${base}/collections`,
    {
      config: managing,
      schema: {
        tags,
        summary: "Make a collection",
        params: inWorkspace,
        body: createCollectionInput,
        response: { 201: collectionSchema },
      },
    },
    async (request, reply) => reply.status(201).send(await createCollection(request.ctx, request.body)),
  );
  http.patch(
    `${base}/collections/:collectionId`,
    {
      config: managing,
      schema: {
        tags,
        summary: "Change a collection and who may read it",
        params: atCollection,
        body: updateCollectionInput,
        response: { 200: collectionSchema },
      },
    },
    (request) => updateCollection(request.ctx, request.params.collectionId, request.body),
  );
  http.delete(
    `${base}/collections/:collectionId`,
    {
      config: managing,
      schema: {
        tags,
        summary: "Delete a collection with its documents",
        params: atCollection,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await deleteCollection(request.ctx, request.params.collectionId);
      return reply.status(204).send(null);
    },
  );
}

function settingRoutes(http: HttpApp): void {
  http.post(
    `${base}/upload-quotes`,
    {
      config: { access: member("knowledge.use") },
      schema: {
        tags,
        summary: "What reading files would cost at most",
        params: inWorkspace,
        body: uploadQuoteInput,
        response: { 200: uploadQuoteSchema },
      },
    },
    (request) => quoteUpload(request.ctx, request.body),
  );
  http.get(
    `${base}/settings`,
    {
      config: reading,
      schema: {
        tags,
        summary: "When an answer is refused or given with a caveat",
        params: inWorkspace,
        response: { 200: knowledgeSettingsSchema },
      },
    },
    (request) => getKnowledgeSettings(request.ctx),
  );
  http.patch(
    `${base}/settings`,
    {
      config: managing,
      schema: {
        tags,
        summary: "Change when an answer is refused",
        params: inWorkspace,
        body: updateKnowledgeSettingsInput,
        response: { 200: knowledgeSettingsSchema },
      },
    },
    (request) => updateKnowledgeSettings(request.ctx, request.body),
  );
}
