import { sql } from "kysely";
import { actingUser, type Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import type { Tx } from "../../kernel/db/types.ts";
import { workspaceOf } from "../../kernel/permissions.ts";
import { deleteFile, type StoredFile, storeFile } from "../files/index.ts";
import type { ReadDocument } from "../retrieval/contract.ts";
import { requireRoomForDocument } from "./internal/document-limit.ts";
import { queueDocument } from "./internal/queue-document.ts";
import { PAGE_MEDIA_TYPE } from "./internal/read-page-file.ts";

export interface TakenPage {
  /** Where it comes from, as whoever brings it names that. */
  readonly sourceId: string;
  readonly collectionId: string;
  /** In its one spelling: a page is known by it. */
  readonly url: string;
  /** A title: 1 to 300 characters. */
  readonly name: string;
  /** Hex, of what people see of it. */
  readonly sha256: string;
  readonly document: ReadDocument;
}

const PAGE_MAXIMUM_BYTES = 64 * 1024 * 1024;

/**
 * Takes a page of a source in and leaves it to be split and indexed like a file; its former content stays searchable
 * until then. The caller has decided who may.
 * @param first runs in the transaction that keeps the page, before it; nothing is kept when it throws
 * @returns the document's id
 */
export async function takePage(
  ctx: Ctx,
  page: TakenPage,
  first: (ctx: Ctx, tx: Tx) => Promise<void>,
): Promise<string> {
  const content = (async function* () {
    yield Buffer.from(JSON.stringify(page.document));
  })();
  const file = { name: page.name, mediaType: PAGE_MEDIA_TYPE, content, maximumBytes: PAGE_MAXIMUM_BYTES };
  return storeFile(ctx, file, (ctx, stored) =>
    inTransaction(ctx, async (tx, ctx) => {
      await lockCollection(ctx, tx, page.collectionId);
      await first(ctx, tx);
      return keepPage(ctx, page, stored);
    }),
  );
}

/** Before anything else, as its deletion does: the two wait for each other in one order. */
async function lockCollection(ctx: Ctx, tx: Tx, collectionId: string): Promise<void> {
  await sql`select from knowledge.collection
    where workspace_id = ${workspaceOf(ctx)} and id = ${collectionId} for key share`.execute(tx);
}

function keepPage(ctx: Ctx, page: TakenPage, file: StoredFile): Promise<string> {
  return inTransaction(ctx, async (tx, ctx) => {
    const workspaceId = workspaceOf(ctx);
    const now = ctx.kernel.clock.now();
    const sha256 = Buffer.from(page.sha256, "hex");
    const { rows: known } = await sql<{ id: string; file_id: string | null }>`
      select id, file_id from knowledge.document
      where workspace_id = ${workspaceId} and source_id = ${page.sourceId} and url = ${page.url} for update`.execute(
      tx,
    );
    const [before] = known;
    const documentId = before?.id ?? ctx.kernel.newId();
    if (before === undefined) {
      await requireRoomForDocument(ctx, tx);
      await sql`
        insert into knowledge.document (workspace_id, id, collection_id, source_id, name, url, file_id, size_bytes, sha256,
          state, run_id, seen_at, created_by, created_at, updated_at)
        values (${workspaceId}, ${documentId}, ${page.collectionId}, ${page.sourceId}, ${page.name}, ${page.url},
          ${file.id}, ${file.sizeBytes}, ${sha256}, 'queued', ${ctx.kernel.newId()}, ${now}, ${actingUser(ctx)}, ${now},
          ${now})`.execute(tx);
    } else {
      await sql`update knowledge.document set name = ${page.name}, file_id = ${file.id}, size_bytes = ${file.sizeBytes},
          sha256 = ${sha256}
        where workspace_id = ${workspaceId} and id = ${documentId}`.execute(tx);
      if (before.file_id !== null) await deleteFile(ctx, before.file_id);
    }
    await queueDocument(ctx, tx, { documentId, collectionId: page.collectionId });
    return documentId;
  });
}
