export { hasSearchableDocuments } from "./has-searchable-documents.ts";
