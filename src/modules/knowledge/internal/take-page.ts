import { sql } from "kysely";
import { actingUser, type Ctx } from "../../../kernel/ctx.ts";
import { inTransaction } from "../../../kernel/db/database.ts";
import type { Tx } from "../../../kernel/db/types.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";
import { deleteFile, type StoredFile, storeFile } from "../../files/index.ts";
import type { ReadDocument } from "../ports.ts";
import { requireRoomForDocument } from "./document-limit.ts";
import { queueDocument } from "./queue-document.ts";
import { PAGE_MEDIA_TYPE } from "./read-page-file.ts";

export interface TakenPage {
  readonly sourceId: string;
  readonly collectionId: string;
  /** In its one spelling: a page is known by it. */
  readonly url: string;
  /** A title: 1 to 300 characters. */
  readonly name: string;
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** Hex, of what people see of it. */
  readonly sha256: string;
  readonly document: ReadDocument;
}

const PAGE_MAXIMUM_BYTES = 64 * 1024 * 1024;

/**
 * Takes a page of a source in and leaves it to be split and indexed like a file; its former content stays searchable
 * until then.
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
      await first(ctx, tx);
      return keepPage(ctx, page, stored);
    }),
  );
}

function keepPage(ctx: Ctx, page: TakenPage, file: StoredFile): Promise<string> {
  return inTransaction(ctx, async (tx, ctx) => {
    const workspaceId = workspaceOf(ctx);
    const now = ctx.kernel.clock.now();
    const its = sql`name = ${page.name}, etag = ${page.etag}, last_modified = ${page.lastModified}, file_id = ${file.id},
      size_bytes = ${file.sizeBytes}, sha256 = ${Buffer.from(page.sha256, "hex")}`;
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
        insert into knowledge.document (workspace_id, id, collection_id, source_id, name, url, etag, last_modified, file_id,
          size_bytes, sha256, state, run_id, seen_at, created_by, created_at, updated_at)
        values (${workspaceId}, ${documentId}, ${page.collectionId}, ${page.sourceId}, ${page.name}, ${page.url}, ${page.etag},
          ${page.lastModified}, ${file.id}, ${file.sizeBytes}, ${Buffer.from(page.sha256, "hex")}, 'queued', ${ctx.kernel.newId()},
          ${now}, ${actingUser(ctx)}, ${now}, ${now})`.execute(tx);
    } else {
      await sql`update knowledge.document set ${its}
        where workspace_id = ${workspaceId} and id = ${documentId}`.execute(tx);
      if (before.file_id !== null) await deleteFile(ctx, before.file_id);
    }
    await queueDocument(ctx, tx, { documentId, collectionId: page.collectionId });
    return documentId;
  });
}
