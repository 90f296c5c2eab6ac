/** Front door of knowledge: documents and their passages, for those who may read them. */
export { checkVectors } from "./check-vectors.ts";
export { hasSearchableDocuments } from "./has-searchable-documents.ts";
export { mergeSegments } from "./internal/merge-segments.ts";
export { indexVersion } from "./internal/write-segment.ts";
export { type KnowledgeOptions, knowledgeModule } from "./module.ts";
export { search } from "./search.ts";
