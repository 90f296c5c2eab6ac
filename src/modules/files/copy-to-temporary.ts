import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Ctx } from "../../kernel/ctx.ts";
import { TEMPORARY_PREFIX } from "./internal/temporary.ts";
import { openFile } from "./open-file.ts";

export interface TemporaryFile extends AsyncDisposable {
  readonly path: string;
  /** The file's own name; the path does not hold it. */
  readonly name: string;
  readonly mediaType: string;
}

/** A copy on this machine's disk for readers that need a path; it is gone when it is disposed of. */
export async function copyToTemporary(ctx: Ctx, fileId: string): Promise<TemporaryFile> {
  const file = await openFile(ctx, fileId);
  const folder = await mkdtemp(join(tmpdir(), TEMPORARY_PREFIX));
  const remove = () => rm(folder, { recursive: true, force: true });
  const path = join(folder, "file");
  try {
    await pipeline(file.content, createWriteStream(path, { flags: "wx", mode: 0o600 }), {
      signal: ctx.signal,
    });
  } catch (error) {
    await remove();
    throw error;
  }
  return { path, name: file.name, mediaType: file.mediaType, [Symbol.asyncDispose]: remove };
}
