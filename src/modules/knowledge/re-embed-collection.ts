import { sql } from "kysely";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { AppError } from "../../kernel/errors.ts";
import { workspaceOf } from "../../kernel/permissions.ts";
import type { EmbeddedText } from "../retrieval/index.ts";
import { embedVersion, VersionGone } from "./internal/embed-version.ts";
import { announceVectors } from "./internal/embedded-versions.ts";
import { partsOf } from "./internal/parts.ts";
import type { VectorIndex } from "./ports.ts";

/** Versions looked up at a time. */
const PAGE = 100;

/**
 * Makes the vectors that a collection's searchable versions lack in its wished model; searches go on with the former
 * model's until all are there, which are then removed. Interrupted anywhere, it goes on there when called again.
 * @throws AppError as `embed` does, for the job to try again; the signal's reason
 */
export async function reEmbedCollection(ctx: Ctx, of: { readonly collectionId: string }): Promise<void> {
  const { vectors: index, stopping } = partsOf(ctx.kernel);
  if (index === null) return;
  const signal = AbortSignal.any([ctx.signal, stopping]);
  try {
    while (await embedSome(ctx, index, of.collectionId, signal));
  } catch (error) {
    if (!isShortOfCredit(error)) throw error;
    ctx.kernel.log.info({ collectionId: of.collectionId }, "Vectors wait for credit");
    return;
  }
  await serveWished(ctx, index, of.collectionId);
  await removeOthers(ctx, index, of.collectionId, signal);
  await announceVectors(ctx);
}

export function isShortOfCredit(error: unknown): error is AppError {
  return (
    error instanceof AppError && (error.code === "insufficient_credit" || error.code === "budget_exceeded")
  );
}

interface Lacking {
  version_id: string;
  document_id: string;
  model: string;
  chunk_count: number;
}

/** @returns whether there may be more */
async function embedSome(
  ctx: Ctx,
  index: VectorIndex,
  collectionId: string,
  signal: AbortSignal,
): Promise<boolean> {
  const lacking = await inTransaction(ctx, async (tx) => {
    const { rows } = await sql<Lacking>`
      select v.id as version_id, v.document_id, c.embedding_model as model, v.chunk_count
      from knowledge.collection c
      join knowledge.document d on d.workspace_id = c.workspace_id and d.collection_id = c.id
      join knowledge.version v on v.workspace_id = d.workspace_id and v.id = d.version_id
      where c.workspace_id = ${workspaceOf(ctx)} and c.id = ${collectionId} and c.embedding_model is not null
        and not exists (select from knowledge.embedded_version e
          where e.workspace_id = v.workspace_id and e.version_id = v.id and e.model = c.embedding_model
            and e.held_by = ${index.identity} and e.complete)
      order by v.id limit ${PAGE}`.execute(tx);
    return rows;
  });
  for (const { version_id: versionId, document_id: documentId, model, chunk_count: count } of lacking) {
    signal.throwIfAborted();
    const read = (from: number, limit: number) => readChunks(ctx, versionId, from, limit);
    try {
      await embedVersion(ctx, index, { versionId, documentId, model, count, read }, signal);
    } catch (error) {
      if (!(error instanceof VersionGone)) throw error;
    }
  }
  return lacking.length === PAGE;
}

async function readChunks(ctx: Ctx, versionId: string, from: number, limit: number): Promise<EmbeddedText[]> {
  const { rows } = await inTransaction(ctx, (tx) =>
    sql<EmbeddedText>`
      select number, text, lead, headings, header from knowledge.chunk
      where workspace_id = ${workspaceOf(ctx)} and version_id = ${versionId} and number >= ${from}
      order by number limit ${limit}`.execute(tx),
  );
  return rows;
}

/** In one statement, and only when nothing lacks: a document that came meanwhile is the next call's. */
async function serveWished(ctx: Ctx, index: VectorIndex, collectionId: string): Promise<void> {
  await inTransaction(ctx, (tx) =>
    sql`
      update knowledge.collection c set serving_model = null
      where c.workspace_id = ${workspaceOf(ctx)} and c.id = ${collectionId} and not exists (
        select from knowledge.document d
        where d.workspace_id = c.workspace_id and d.collection_id = c.id and d.version_id is not null and not exists (
          select from knowledge.embedded_version e
          where e.workspace_id = d.workspace_id and e.version_id = d.version_id and e.model = c.embedding_model
            and e.held_by = ${index.identity} and e.complete))`.execute(tx),
  );
}

/** Vectors of models that the collection neither serves nor wishes. */
async function removeOthers(
  ctx: Ctx,
  index: VectorIndex,
  collectionId: string,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const { rows } = await inTransaction(ctx, (tx) =>
      sql<{ version_id: string; model: string }>`
        select e.version_id, e.model from knowledge.collection c
        join knowledge.document d on d.workspace_id = c.workspace_id and d.collection_id = c.id
        join knowledge.version v on v.workspace_id = d.workspace_id and v.document_id = d.id
        join knowledge.embedded_version e on e.workspace_id = v.workspace_id and e.version_id = v.id
        where c.workspace_id = ${workspaceOf(ctx)} and c.id = ${collectionId}
          and e.model is distinct from c.embedding_model and e.model is distinct from c.serving_model
        limit ${PAGE}`.execute(tx),
    );
    for (const { version_id: versionId, model } of rows) {
      signal.throwIfAborted();
      await index.removeVersion(workspaceOf(ctx), versionId, model);
      await inTransaction(ctx, (tx) =>
        sql`
          delete from knowledge.embedded_version
          where workspace_id = ${workspaceOf(ctx)} and version_id = ${versionId} and model = ${model}`.execute(
          tx,
        ),
      );
    }
    if (rows.length < PAGE) return;
  }
}
