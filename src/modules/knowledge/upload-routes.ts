import multipart from "@fastify/multipart";
import type { FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { idSchema } from "../../kernel/contract.ts";
import { AppError } from "../../kernel/errors.ts";
import { steadyStream } from "../../kernel/http/steady-stream.ts";
import { type HttpApp, member } from "../../kernel/http/types.ts";
import { addDocument } from "./add-document.ts";
import { addedDocumentSchema, FILE_MAXIMUM_BYTES } from "./contract.ts";

/** What the form around a file may add, bytes. */
const FORM_BYTES = 64 * 1024;
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
        const file = await fileOf(request);
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

async function fileOf(request: FastifyRequest) {
  if (!request.isMultipart()) throw noFile();
  if (Number(request.headers["content-length"] ?? 0) > FILE_MAXIMUM_BYTES + FORM_BYTES) {
    throw new AppError(
      "payload_too_large",
      "A file may have at most 100 MB. Split it, or leave out what is not needed.",
    );
  }
  const file = await request.file().catch((cause: unknown) => {
    throw noFile(cause);
  });
  if (file === undefined) throw noFile();
  return file;
}

function noFile(cause?: unknown): AppError {
  return new AppError("malformed_request", "Send a form (multipart/form-data) with one file in it.", {
    cause,
  });
}
