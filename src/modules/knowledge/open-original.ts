import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { notFound } from "../../kernel/errors.ts";
import { requirePermission } from "../../kernel/permissions.ts";
import { MissingBytes, type OpenFile, openFile } from "../files/index.ts";
import { loadDocument } from "./internal/documents.ts";

/** The file as it was uploaded, by the document's present name. @throws AppError not_found, also for a web page: it has none */
export async function openOriginal(ctx: Ctx, documentId: string): Promise<OpenFile> {
  requirePermission(ctx, "knowledge.read");
  const document = await inTransaction(ctx, (tx, ctx) => loadDocument(ctx, tx, documentId, "read"));
  if (document.file_id === null || document.url !== null) throw notFound("file");
  try {
    return { ...(await openFile(ctx, document.file_id)), name: document.name };
  } catch (error) {
    if (error instanceof MissingBytes) throw notFound("file");
    throw error;
  }
}
