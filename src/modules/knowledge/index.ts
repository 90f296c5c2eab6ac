/** Front door of knowledge: documents and their passages, for those who may read them. */
export { hasSearchableDocuments } from "./has-searchable-documents.ts";
export { type KnowledgeOptions, knowledgeModule } from "./module.ts";
export { search } from "./search.ts";
