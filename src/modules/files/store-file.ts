import { createHash } from "node:crypto";
import { actingUser, type Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { AppError } from "../../kernel/errors.ts";
import { workspaceOf } from "../../kernel/permissions.ts";
import { fileName } from "./internal/file-name.ts";
import { storageOf } from "./internal/storage.ts";
import type { Tables } from "./internal/tables.gen.ts";

export interface NewFile {
  /** As a person gave it; it becomes a plain name and never part of a path. */
  readonly name: string;
  readonly mediaType: string;
  readonly content: AsyncIterable<Uint8Array>;
  readonly maximumBytes: number;
}

export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly sha256: Buffer;
}

/**
 * Streams a file into the storage, then writes its row together with what `keep` does in the same transaction.
 * Nothing is kept of content that breaks off or is too large, nor when `keep` throws. The caller has decided who may.
 * @param ctx outside any transaction: bytes take their time
 * @throws AppError payload_too_large
 */
export async function storeFile<Result>(
  ctx: Ctx,
  file: NewFile,
  keep: (ctx: Ctx, stored: StoredFile) => Promise<Result>,
): Promise<Result> {
  if (ctx.tx !== null) throw new Error("A file is not received inside a transaction.");
  const id = ctx.kernel.newId();
  const key = `${workspaceOf(ctx)}/${id}`;
  const storage = storageOf(ctx.kernel);
  const tally = new Tally(file.maximumBytes);
  await storage.write(key, tally.over(file.content), ctx.signal);
  const stored = { id, name: fileName(file.name), sizeBytes: tally.bytes, sha256: tally.digest() };
  try {
    return await inTransaction(ctx, async (tx, ctx) => {
      await tx
        .withTables<Tables>()
        .insertInto("files.file")
        .values({
          workspace_id: workspaceOf(ctx),
          id,
          name: stored.name,
          media_type: file.mediaType.slice(0, 200),
          size_bytes: BigInt(stored.sizeBytes),
          sha256: stored.sha256,
          storage_key: key,
          created_by: actingUser(ctx),
          created_at: ctx.kernel.clock.now(),
        })
        .execute();
      return keep(ctx, stored);
    });
  } catch (error) {
    // A connection lost while it committed leaves open whether it did. Bytes too many go with the sweep; bytes too few
    // would be a document lost.
    const isKept = await hasRow(ctx, id).catch(() => true);
    if (!isKept) await storage.remove(key);
    throw error;
  }
}

async function hasRow(ctx: Ctx, id: string): Promise<boolean> {
  const row = await inTransaction(ctx, (tx) =>
    tx
      .withTables<Tables>()
      .selectFrom("files.file")
      .select("id")
      .where("workspace_id", "=", workspaceOf(ctx))
      .where("id", "=", id)
      .executeTakeFirst(),
  );
  return row !== undefined;
}

/** Counts and hashes what passes. */
class Tally {
  bytes = 0;
  readonly #maximum: number;
  readonly #hash = createHash("sha256");

  constructor(maximum: number) {
    this.#maximum = maximum;
  }

  async *over(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of content) {
      this.bytes += chunk.length;
      if (this.bytes > this.#maximum) throw tooLarge(this.#maximum);
      this.#hash.update(chunk);
      yield chunk;
    }
  }

  digest(): Buffer {
    return this.#hash.digest();
  }
}

const MIB = 1024 * 1024;

function tooLarge(maximumBytes: number): AppError {
  return new AppError(
    "payload_too_large",
    `A file may have at most ${Math.floor(maximumBytes / MIB)} MB. Split it, or leave out what is not needed.`,
    { data: { maximumBytes } },
  );
}
