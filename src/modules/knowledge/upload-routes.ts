import multipart from "@fastify/multipart";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { idSchema } from "../../kernel/contract.ts";
import { formFile } from "../../kernel/http/form-file.ts";
import { steadyStream } from "../../kernel/http/steady-stream.ts";
import { type HttpApp, member } from "../../kernel/http/types.ts";
import { addDocument } from "./add-document.ts";
import { addedDocumentSchema, FILE_MAXIMUM_BYTES } from "./contract.ts";

/** An upload that sends nothing for so long has stopped, ms. */
const SILENCE_MS = 30_000;

const query = z.object({
  collectionId: idSchema.toLowerCase(),
  /** Instead of the form's own file name: with folders, as `handbook/returns.md`. */
  name: z.string().max(4_000).optional(),
});

/** Uploads, in a scope of their own: nothing else takes a form. */
export function uploadRoutes(http: HttpApp): void {
  http.register(async (plain) => {
    await plain.register(multipart, {
      limits: { files: 1, fields: 0, parts: 1, fileSize: FILE_MAXIMUM_BYTES + 1, headerPairs: 20 },
      throwFileSizeLimit: false,
      preservePath: true,
    });
    const scoped = plain.withTypeProvider<ZodTypeProvider>();
    scoped.post(
      "/api/workspaces/:workspaceId/knowledge/documents",
      {
        config: { access: member("knowledge.use"), slowBody: true },
        schema: {
          tags: ["Knowledge"],
          summary: "Upload a file (multipart/form-data with one file, at most 100 MB)",
          consumes: ["multipart/form-data"],
          params: z.object({ workspaceId: idSchema }),
          querystring: query,
          response: { 201: addedDocumentSchema },
        },
      },
      async (request, reply) => {
        // What is left of a refused upload is not worth reading.
        reply.header("connection", "close");
        const file = await formFile(request, FILE_MAXIMUM_BYTES);
        const { collectionId, name = file.filename } = request.query;
        const content = steadyStream(file.file, SILENCE_MS, request.ctx.signal);
        const added = await addDocument(request.ctx, {
          collectionId,
          name,
          mediaType: file.mimetype,
          content,
        });
        reply.removeHeader("connection");
        return reply.status(201).send(added);
      },
    );
  });
}
