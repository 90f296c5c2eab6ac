import type { Readable } from "node:stream";
import type { Ctx } from "../../kernel/ctx.ts";
import { loadFile } from "./internal/load-file.ts";
import { storageOf } from "./internal/storage.ts";

export interface OpenFile {
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly content: Readable;
}

/**
 * The caller has decided who may and destroys the stream if it does not read to the end.
 * @throws AppError not_found; MissingBytes when the storage lost them
 */
export async function openFile(ctx: Ctx, fileId: string): Promise<OpenFile> {
  const row = await loadFile(ctx, fileId);
  const content = await storageOf(ctx.kernel).read(row.storage_key);
  return { name: row.name, mediaType: row.media_type, sizeBytes: Number(row.size_bytes), content };
}
