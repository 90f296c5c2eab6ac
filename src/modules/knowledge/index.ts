/** Front door of knowledge: documents and their passages, for those who may read them. */
export { addDocument } from "./add-document.ts";
export { checkVectors } from "./check-vectors.ts";
export { collectionDeleted } from "./events.ts";
export { findPage } from "./find-page.ts";
export { getDocument } from "./get-document.ts";
export { hasSearchableDocuments } from "./has-searchable-documents.ts";
export { vectorStore } from "./internal/exact-vectors.ts";
export { listCollections } from "./list-collections.ts";
export { listDocuments } from "./list-documents.ts";
export { mergeIndex } from "./merge-index.ts";
export { type KnowledgeOptions, knowledgeModule } from "./module.ts";
export { ReadFailure, type ReadFailureCode } from "./ports.ts";
export { removePages } from "./remove-pages.ts";
export { search } from "./search.ts";
export { takePage } from "./take-page.ts";
export { holdCollection, visibleCollections } from "./visible-collections.ts";
