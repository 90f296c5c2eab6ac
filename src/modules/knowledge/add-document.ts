import { sql } from "kysely";
import { recordAudit } from "../../kernel/audit.ts";
import { actingUser, type Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import type { Tx } from "../../kernel/db/types.ts";
import { AppError } from "../../kernel/errors.ts";
import { requirePermission, workspaceOf } from "../../kernel/permissions.ts";
import { deleteFile, type StoredFile, storeFile } from "../files/index.ts";
import { type AddedDocument, FILE_MAXIMUM_BYTES } from "./contract.ts";
import { loadCollection } from "./internal/collections.ts";
import { requireRoomForDocument } from "./internal/document-limit.ts";
import { type DocumentRow, documentColumns, loadDocument } from "./internal/documents.ts";
import { queueDocument } from "./internal/queue-document.ts";
import { presentOneDocument } from "./present.ts";
import { holdCollection } from "./visible-collections.ts";

export interface NewDocument {
  readonly collectionId: string;
  readonly name: string;
  readonly mediaType: string;
  readonly content: AsyncIterable<Uint8Array>;
}

/**
 * Takes a file in and leaves it to be read. The same content again is recognised whatever its name; other content
 * under a known name replaces it, and searches find the former until the new one is ready.
 * @throws AppError payload_too_large, not_found for a collection that is not the caller's to see
 */
export async function addDocument(ctx: Ctx, document: NewDocument): Promise<AddedDocument> {
  requirePermission(ctx, "knowledge.use");
  await inTransaction(ctx, (tx, ctx) => requireReadable(ctx, tx, document.collectionId));
  const { name, mediaType, content, collectionId } = document;
  const file = { name, mediaType, content, maximumBytes: FILE_MAXIMUM_BYTES };
  return storeFile(ctx, file, (ctx, stored) => keep(ctx, collectionId, stored));
}

async function keep(ctx: Ctx, collectionId: string, file: StoredFile): Promise<AddedDocument> {
  return inTransaction(ctx, async (tx, ctx) => {
    await requireReadable(ctx, tx, collectionId);
    await holdCollection(ctx, collectionId);
    await takeTurn(tx, collectionId);
    const same = await findDocument(ctx, tx, collectionId, sql<boolean>`d.sha256 = ${file.sha256}`);
    if (same !== null) return answerSame(ctx, tx, same, file);
    const named = await findDocument(ctx, tx, collectionId, sql<boolean>`d.name = ${file.name}`);
    const documentId = named?.id ?? ctx.kernel.newId();
    if (named === null) await insertDocument(ctx, tx, documentId, collectionId, file);
    else await replaceContent(ctx, tx, named, file);
    await queueDocument(ctx, tx, { documentId, collectionId });
    await recordAudit(ctx, tx, {
      action: named === null ? "document.added" : "document.replaced",
      target: { kind: "document", id: documentId },
      details: { name: file.name, collectionId, sizeBytes: file.sizeBytes },
    });
    return answer(ctx, tx, documentId, named === null ? "added" : "replaced");
  });
}

/** Whoever fills a collection must be able to read it: else a name that is taken would tell what is in there. */
async function requireReadable(ctx: Ctx, tx: Tx, collectionId: string): Promise<void> {
  const collection = await loadCollection(ctx, tx, collectionId);
  if (collection.readable) return;
  throw new AppError(
    "forbidden",
    "You are not among the readers of this collection. Add yourself to them first.",
  );
}

/** Two uploads into one collection at once: the second sees what the first wrote. */
async function takeTurn(tx: Tx, collectionId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`documents-of:${collectionId}`}, 0))`.execute(tx);
}

async function findDocument(
  ctx: Ctx,
  tx: Tx,
  collectionId: string,
  condition: ReturnType<typeof sql<boolean>>,
): Promise<DocumentRow | null> {
  const { rows } = await sql<DocumentRow>`
    select ${documentColumns} from knowledge.document d
    where d.workspace_id = ${workspaceOf(ctx)} and d.collection_id = ${collectionId} and d.source_id is null
      and ${condition}
    order by d.created_at, d.id limit 1 for update`.execute(tx);
  return rows[0] ?? null;
}

/** What failed or was given up before is tried again: the same file was brought for a reason. */
async function answerSame(ctx: Ctx, tx: Tx, same: DocumentRow, file: StoredFile): Promise<AddedDocument> {
  await deleteFile(ctx, file.id);
  if (same.state === "failed" || same.state === "cancelled") {
    await queueDocument(ctx, tx, { documentId: same.id, collectionId: same.collection_id });
  }
  return answer(ctx, tx, same.id, "same");
}

async function insertDocument(
  ctx: Ctx,
  tx: Tx,
  documentId: string,
  collectionId: string,
  file: StoredFile,
): Promise<void> {
  await requireRoomForDocument(ctx, tx);
  const now = ctx.kernel.clock.now();
  await sql`
    insert into knowledge.document (workspace_id, id, collection_id, name, file_id, size_bytes, sha256, state, run_id,
      seen_at, created_by, created_at, updated_at)
    values (${workspaceOf(ctx)}, ${documentId}, ${collectionId}, ${file.name}, ${file.id}, ${file.sizeBytes},
      ${file.sha256}, 'queued', ${ctx.kernel.newId()}, ${now}, ${actingUser(ctx)}, ${now}, ${now})`.execute(
    tx,
  );
}

async function replaceContent(ctx: Ctx, tx: Tx, named: DocumentRow, file: StoredFile): Promise<void> {
  await sql`
    update knowledge.document set file_id = ${file.id}, size_bytes = ${file.sizeBytes}, sha256 = ${file.sha256}
    where workspace_id = ${workspaceOf(ctx)} and id = ${named.id}`.execute(tx);
  if (named.file_id !== null) await deleteFile(ctx, named.file_id);
}

async function answer(
  ctx: Ctx,
  tx: Tx,
  documentId: string,
  outcome: AddedDocument["outcome"],
): Promise<AddedDocument> {
  const row = await loadDocument(ctx, tx, documentId, "see");
  return { document: await presentOneDocument(ctx, row), outcome };
}
