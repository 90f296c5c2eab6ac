import type { Collection, Document, DocumentChunk } from "../types.ts";

export function documentOf(change: Partial<Document> = {}): Document {
  return {
    id: "d1",
    collectionId: "c1",
    sourceId: null,
    name: "Return policy.pdf",
    kind: "pdf",
    url: null,
    sizeBytes: 412_000,
    state: "ready",
    progress: { done: 0, total: 0 },
    failure: null,
    searchable: true,
    pages: 38,
    chunks: 12,
    createdBy: { userId: "u1", name: "Elena Marchetti" },
    createdAt: "2026-01-05T12:00:00.000Z",
    updatedAt: "2026-01-05T12:00:00.000Z",
    ...change,
  };
}

export function collectionOf(change: Partial<Collection> = {}): Collection {
  return {
    id: "c1",
    name: "Policies",
    description: "",
    access: "everyone",
    readers: [],
    readable: true,
    documents: 3,
    embeddingModel: null,
    createdAt: "2026-01-01T00:00:00.000Z",
    ...change,
  };
}

export function chunkOf(number: number, change: Partial<DocumentChunk> = {}): DocumentChunk {
  return {
    number,
    text: `Passage ${number} says something of its own.\n\n`,
    headings: [],
    header: null,
    page: null,
    locator: null,
    ...change,
  };
}
