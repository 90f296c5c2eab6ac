import { z } from "zod";
import { idSchema, pageSchema } from "../../kernel/contract.ts";
import { sendAttachment } from "../../kernel/http/send-attachment.ts";
import { type HttpApp, member } from "../../kernel/http/types.ts";
import { cancelDocument } from "./cancel-document.ts";
import { documentSchema, listDocumentsQuery, readDocumentQuery, readDocumentSchema } from "./contract.ts";
import { deleteDocument } from "./delete-document.ts";
import { getDocument } from "./get-document.ts";
import { listDocuments } from "./list-documents.ts";
import { openOriginal } from "./open-original.ts";
import { readDocument } from "./read-document.ts";
import { retryDocument } from "./retry-document.ts";

const inWorkspace = z.object({ workspaceId: idSchema });
const atDocument = inWorkspace.extend({ documentId: idSchema.toLowerCase() });
const tags = ["Knowledge"];
const base = "/api/workspaces/:workspaceId/knowledge/documents";
const one = `${base}/:documentId`;
const reading = { access: member("knowledge.read") };
const using = { access: member("knowledge.use") };

export function documentRoutes(http: HttpApp): void {
  http.get(
    base,
    {
      config: reading,
      schema: {
        tags,
        summary: "Documents, newest first",
        params: inWorkspace,
        querystring: listDocumentsQuery,
        response: { 200: pageSchema(documentSchema) },
      },
    },
    (request) => listDocuments(request.ctx, request.query),
  );
  http.get(
    one,
    {
      config: reading,
      schema: {
        tags,
        summary: "A document and its state",
        params: atDocument,
        response: { 200: documentSchema },
      },
    },
    (request) => getDocument(request.ctx, request.params.documentId),
  );
  http.get(
    `${one}/text`,
    {
      config: reading,
      schema: {
        tags,
        summary: "Its text in passages, from a place on or around one",
        params: atDocument,
        querystring: readDocumentQuery,
        response: { 200: readDocumentSchema },
      },
    },
    (request) => readDocument(request.ctx, request.params.documentId, request.query),
  );
  http.get(
    `${one}/file`,
    {
      config: reading,
      schema: { tags, summary: "The file as it was uploaded, as an attachment", params: atDocument },
    },
    async (request, reply) =>
      sendAttachment(reply, await openOriginal(request.ctx, request.params.documentId)),
  );
  http.post(
    `${one}/retry`,
    {
      config: using,
      schema: { tags, summary: "Read it again", params: atDocument, response: { 200: documentSchema } },
    },
    (request) => retryDocument(request.ctx, request.params.documentId),
  );
  http.post(
    `${one}/cancel`,
    {
      config: using,
      schema: { tags, summary: "Stop reading it", params: atDocument, response: { 200: documentSchema } },
    },
    (request) => cancelDocument(request.ctx, request.params.documentId),
  );
  http.delete(
    one,
    {
      config: using,
      schema: {
        tags,
        summary: "Delete a document: your own, or any when you manage knowledge",
        params: atDocument,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await deleteDocument(request.ctx, request.params.documentId);
      return reply.status(204).send(null);
    },
  );
}
