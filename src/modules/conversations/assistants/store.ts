import { type RawBuilder, sql } from "kysely";
import type { Ctx } from "../../../kernel/ctx.ts";
import type { Tx } from "../../../kernel/db/types.ts";
import { notFound } from "../../../kernel/errors.ts";
import { workspaceOf } from "../../../kernel/permissions.ts";
import type { Assistant } from "../contract.ts";

export interface AssistantRow {
  id: string;
  name: string;
  description: string;
  instructions: string;
  model: string | null;
  every_collection: boolean;
  collection_ids: string[];
  tools: string[];
  created_at: Date;
  updated_at: Date;
}

/** Assistants that a workspace may have: few enough to be listed and picked whole. */
export const ASSISTANTS_MAXIMUM = 100;

const columns = sql`a.id, a.name, a.description, a.instructions, a.model, a.every_collection, a.tools, a.created_at,
  a.updated_at, array(select c.collection_id from conversations.assistant_collection c
    where c.workspace_id = a.workspace_id and c.assistant_id = a.id order by c.collection_id) as collection_ids`;

/** All of the workspace, by name. */
export async function loadAssistants(ctx: Ctx, tx: Tx): Promise<AssistantRow[]> {
  return select(ctx, tx, sql`true`);
}

/** @throws AppError not_found, also for one of another workspace */
export async function loadAssistant(ctx: Ctx, tx: Tx, assistantId: string): Promise<AssistantRow> {
  const [row] = await select(ctx, tx, sql`a.id = ${assistantId}`);
  if (row === undefined) throw notFound("assistant");
  return row;
}

async function select(ctx: Ctx, tx: Tx, which: RawBuilder<unknown>): Promise<AssistantRow[]> {
  const { rows } = await sql<AssistantRow>`
    select ${columns} from conversations.assistant a
    where a.workspace_id = ${workspaceOf(ctx)} and ${which}
    order by lower(a.name), a.id limit ${ASSISTANTS_MAXIMUM}`.execute(tx);
  return rows;
}

/** Writes which collections an assistant answers from; null stands for all. */
export async function saveCollections(
  ctx: Ctx,
  tx: Tx,
  assistantId: string,
  collectionIds: readonly string[] | null,
): Promise<void> {
  const workspaceId = workspaceOf(ctx);
  await sql`delete from conversations.assistant_collection
    where workspace_id = ${workspaceId} and assistant_id = ${assistantId}`.execute(tx);
  if (collectionIds === null || collectionIds.length === 0) return;
  await sql`insert into conversations.assistant_collection (workspace_id, assistant_id, collection_id)
    select distinct ${workspaceId}::uuid, ${assistantId}::uuid, unnest(${[...collectionIds]}::uuid[])`.execute(
    tx,
  );
}

/** What it answers from: ids of collections, or null for all that the asker may read. */
export function collectionsOf(row: AssistantRow): string[] | null {
  return row.every_collection ? null : row.collection_ids;
}

export function presentAssistant(row: AssistantRow): Assistant {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    instructions: row.instructions,
    model: row.model,
    collectionIds: collectionsOf(row),
    tools: row.tools,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}
