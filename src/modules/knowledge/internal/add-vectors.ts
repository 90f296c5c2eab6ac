import { sql } from "kysely";
import type { Ctx } from "../../../kernel/ctx.ts";
import { inTransaction } from "../../../kernel/db/database.ts";
import { AppError } from "../../../kernel/errors.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";
import { ReadFailure } from "../ports.ts";
import { isShortOfCredit } from "../re-embed-collection.ts";
import { embedVersion } from "./embed-version.ts";
import { partsOf } from "./parts.ts";
import type { ReadingRun } from "./reading-run.ts";
import type { StagedVersion } from "./stage-version.ts";

/**
 * The step between splitting and being searchable, in a collection that has an embedding model. A provider or an index
 * that fails does not keep the document from being found by its words: its vectors are made later.
 * @throws ReadFailure not_enough_credit
 */
export async function addVectors(ctx: Ctx, run: ReadingRun, version: StagedVersion): Promise<void> {
  const index = partsOf(ctx.kernel).vectors;
  const model = index === null ? null : await modelOf(ctx, run.document.collection_id);
  if (index === null || model === null) return;
  await run.enter("embedding");
  const { id: versionId, chunks } = version;
  const read = async (from: number, limit: number) => chunks.slice(from, from + limit);
  const its = { versionId, documentId: run.document.id, model, count: chunks.length, read };
  try {
    await embedVersion(ctx, index, its, run.signal, run.progress);
  } catch (error) {
    run.signal.throwIfAborted();
    if (isShortOfCredit(error)) throw new ReadFailure("not_enough_credit", error.message);
    const code = error instanceof AppError ? error.code : "internal";
    ctx.kernel.log.warn(
      { err: error, code, model },
      "A document is found by its words until its vectors can be made",
    );
  }
}

async function modelOf(ctx: Ctx, collectionId: string): Promise<string | null> {
  const { rows } = await inTransaction(ctx, (tx) =>
    sql<{ embedding_model: string | null }>`
      select embedding_model from knowledge.collection
      where workspace_id = ${workspaceOf(ctx)} and id = ${collectionId}`.execute(tx),
  );
  return rows[0]?.embedding_model ?? null;
}
