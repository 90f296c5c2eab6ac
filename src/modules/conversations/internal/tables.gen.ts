// Written by tools/generate-database-types.ts from the migrated database: change a migration, not this file.
import type { ColumnType, Generated } from "kysely";

export type Json = boolean | number | string | null | readonly Json[] | { readonly [key: string]: Json };

export interface AssistantTable {
  workspace_id: string;
  id: string;
  name: string;
  description: Generated<string>;
  instructions: Generated<string>;
  model: string | null;
  every_collection: boolean;
  tools: Generated<string[]>;
  created_by: string | null;
  created_at: ColumnType<Date, Date | string, Date | string>;
  updated_at: ColumnType<Date, Date | string, Date | string>;
}

export interface AssistantCollectionTable {
  workspace_id: string;
  assistant_id: string;
  collection_id: string;
}

export interface ConversationTable {
  workspace_id: string;
  id: string;
  surface: string;
  user_id: string | null;
  api_key_id: string | null;
  title: Generated<string>;
  titled: Generated<boolean>;
  model: string | null;
  last_position: Generated<number>;
  history_hash: Buffer | null;
  created_at: ColumnType<Date, Date | string, Date | string>;
  updated_at: ColumnType<Date, Date | string, Date | string>;
  deleted_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  assistant_id: string | null;
}

export interface MessageTable {
  workspace_id: string;
  id: string;
  conversation_id: string;
  position: number;
  role: string;
  status: string;
  text: Generated<string>;
  attachments: Generated<Json>;
  citations: Generated<Json>;
  verdict: string | null;
  author_id: string | null;
  model: string | null;
  hold_id: string | null;
  held: bigint | null;
  prompt_tokens: number | null;
  settled: Generated<boolean>;
  lease_until: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  failure: Json | null;
  continues_id: string | null;
  idempotency_key: string | null;
  created_at: ColumnType<Date, Date | string, Date | string>;
}

export type Tables = {
  "conversations.assistant": AssistantTable;
  "conversations.assistant_collection": AssistantCollectionTable;
  "conversations.conversation": ConversationTable;
  "conversations.message": MessageTable;
};
