import type { Ctx } from "../../kernel/ctx.ts";
import { memberNames } from "../workspaces/index.ts";
import type { Collection, Document } from "./contract.ts";
import type { CollectionReader, CollectionRow } from "./internal/collections.ts";
import type { DocumentRow } from "./internal/documents.ts";

export function presentCollection(row: CollectionRow): Collection {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    access: row.access,
    readers: row.readers.flatMap(({ user_id, role }): CollectionReader[] => {
      if (user_id !== null) return [{ userId: user_id }];
      return role === null ? [] : [{ role }];
    }),
    readable: row.readable,
    documents: row.documents,
    embeddingModel: row.embedding_model,
    createdAt: row.created_at.toISOString(),
  };
}

export async function presentDocuments(ctx: Ctx, rows: readonly DocumentRow[]): Promise<Document[]> {
  const names = await memberNames(
    ctx,
    rows.flatMap((row) => row.created_by ?? []),
  );
  return rows.map((row) => presentDocument(row, names));
}

export async function presentOneDocument(ctx: Ctx, row: DocumentRow): Promise<Document> {
  const names = await memberNames(ctx, row.created_by === null ? [] : [row.created_by]);
  return presentDocument(row, names);
}

function presentDocument(row: DocumentRow, names: ReadonlyMap<string, string>): Document {
  return {
    id: row.id,
    collectionId: row.collection_id,
    sourceId: row.source_id,
    name: row.name,
    kind: row.kind,
    url: row.url,
    sizeBytes: Number(row.size_bytes),
    state: row.state,
    progress: { done: row.done, total: row.total },
    failure: row.failure === null ? null : { code: row.failure.code, message: row.failure.message },
    searchable: row.version_id !== null,
    pages: row.pages,
    chunks: row.chunks,
    createdBy:
      row.created_by === null
        ? null
        : { userId: row.created_by, name: names.get(row.created_by) ?? "Former member" },
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}
