import type { components } from "../../api/schema.gen.d.ts";

type Schemas = components["schemas"];

export type Collection = Schemas["Collection"];
export type CollectionReader = Collection["readers"][number];
export type Document = Schemas["Document"];
export type DocumentState = Document["state"];
export type AddedDocument = Schemas["AddedDocument"];
export type DocumentText = Schemas["DocumentText"];
export type DocumentChunk = Schemas["DocumentChunk"];
export type WebSource = Schemas["WebSource"];
export type SourcePage = Schemas["SourcePage"];
export type UploadQuote = Schemas["UploadQuote"];
export type KnowledgeSettings = Schemas["KnowledgeSettings"];
