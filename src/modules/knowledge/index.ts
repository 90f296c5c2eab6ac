/** Front door of knowledge: documents and their passages, for those who may read them. */
export { addDocument } from "./add-document.ts";
export { checkVectors } from "./check-vectors.ts";
export { getDocument } from "./get-document.ts";
export { hasSearchableDocuments } from "./has-searchable-documents.ts";
export { vectorStore } from "./internal/exact-vectors.ts";
export { mergeSegments } from "./internal/merge-segments.ts";
export { indexVersion } from "./internal/write-segment.ts";
export { listCollections } from "./list-collections.ts";
export { listDocuments } from "./list-documents.ts";
export { type KnowledgeOptions, knowledgeModule } from "./module.ts";
export { search } from "./search.ts";
export { addWebSource } from "./sources/add-web-source.ts";
export { listSources } from "./sources/list-sources.ts";
