import { createReadStream } from "node:fs";
import type { Ctx } from "../../kernel/ctx.ts";
import { AppError } from "../../kernel/errors.ts";
import type { AddedDocument } from "../../modules/knowledge/contract.ts";
import { addDocument } from "../../modules/knowledge/index.ts";
import { localFiles } from "./local-files.ts";

export interface RefusedFile {
  readonly file: string;
  readonly reason: string;
}

/** Adds a file or all files of a folder; one that is refused keeps no other out. */
export async function addLocalFiles(
  ctx: Ctx,
  collectionId: string,
  path: string,
): Promise<{ added: AddedDocument[]; refused: RefusedFile[] }> {
  const added: AddedDocument[] = [];
  const refused: RefusedFile[] = [];
  for (const file of await localFiles(path)) {
    ctx.signal.throwIfAborted();
    const content = createReadStream(file.path);
    const document = { collectionId, name: file.name, mediaType: "application/octet-stream", content };
    try {
      added.push(await addDocument(ctx, document));
    } catch (error) {
      if (!(error instanceof AppError) || error.report) throw error;
      refused.push({ file: file.name, reason: error.message });
    } finally {
      content.destroy();
    }
  }
  return { added, refused };
}
