// Written by tools/generate-database-types.ts from the migrated database: change a migration, not this file.
import type { ColumnType, Generated } from "kysely";

export type Json = boolean | number | string | null | readonly Json[] | { readonly [key: string]: Json };

export interface ChunkTable {
  workspace_id: string;
  version_id: string;
  number: number;
  text: string;
  lead: Generated<string>;
  headings: Generated<string[]>;
  header: string | null;
  page_from: number | null;
  page_to: number | null;
  locator: string | null;
  tokens: number;
}

export interface CollectionTable {
  workspace_id: string;
  id: string;
  name: string;
  description: Generated<string>;
  access: Generated<string>;
  embedding_model: string | null;
  serving_model: string | null;
  created_by: string | null;
  created_at: ColumnType<Date, Date | string, Date | string>;
  updated_at: ColumnType<Date, Date | string, Date | string>;
}

export interface CollectionReaderTable {
  workspace_id: string;
  id: string;
  collection_id: string;
  user_id: string | null;
  role: string | null;
}

export interface DocumentTable {
  workspace_id: string;
  id: string;
  collection_id: string;
  source_id: string | null;
  name: string;
  kind: string | null;
  url: string | null;
  file_id: string | null;
  size_bytes: Generated<bigint>;
  sha256: Buffer | null;
  state: string;
  failure: Json | null;
  done: Generated<number>;
  total: Generated<number>;
  run_id: string;
  attempts: Generated<number>;
  seen_at: ColumnType<Date, Date | string, Date | string>;
  version_id: string | null;
  pages: number | null;
  chunks: Generated<number>;
  created_by: string | null;
  created_at: ColumnType<Date, Date | string, Date | string>;
  updated_at: ColumnType<Date, Date | string, Date | string>;
}

export interface EmbeddedVersionTable {
  workspace_id: string;
  version_id: string;
  model: string;
  held_by: string;
  dimensions: number;
  done: number;
  complete: boolean;
  updated_at: ColumnType<Date, Date | string, Date | string>;
}

export interface EmbeddingTable {
  workspace_id: string;
  version_id: string;
  number: number;
  model: string;
  vector: Buffer;
}

export interface EmbeddingBlockTable {
  workspace_id: string;
  version_id: string;
  model: string;
  first_number: number;
  dimensions: number;
  codes: Buffer;
}

export interface ReadingPartTable {
  workspace_id: string;
  document_id: string;
  file_id: string;
  model: string;
  part: number;
  content: Json;
  created_at: ColumnType<Date, Date | string, Date | string>;
}

export interface SettingTable {
  workspace_id: string;
  refuse_below: number;
  caveat_below: number;
  rerank_model: string | null;
  updated_at: ColumnType<Date, Date | string, Date | string>;
  transcription_model: string | null;
  vision_model: string | null;
}

export interface VersionTable {
  workspace_id: string;
  id: string;
  document_id: string;
  language: string | null;
  chunk_count: number;
  token_count: bigint;
  created_at: ColumnType<Date, Date | string, Date | string>;
}

export type Tables = {
  "knowledge.chunk": ChunkTable;
  "knowledge.collection": CollectionTable;
  "knowledge.collection_reader": CollectionReaderTable;
  "knowledge.document": DocumentTable;
  "knowledge.embedded_version": EmbeddedVersionTable;
  "knowledge.embedding": EmbeddingTable;
  "knowledge.embedding_block": EmbeddingBlockTable;
  "knowledge.reading_part": ReadingPartTable;
  "knowledge.setting": SettingTable;
  "knowledge.version": VersionTable;
};
