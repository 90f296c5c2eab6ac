import { sql } from "kysely";
import type { Ctx } from "../../../kernel/ctx.ts";
import type { Tx } from "../../../kernel/db/types.ts";
import { notFound } from "../../../kernel/errors.ts";
import { userOf, workspaceOf } from "../../../kernel/permissions.ts";
import type { Message } from "../contract.ts";

export interface ConversationRow {
  id: string;
  title: string;
  titled: boolean;
  model: string | null;
  assistant_id: string | null;
  assistant_name: string | null;
  last_position: number;
  created_at: Date;
  updated_at: Date;
  answering: boolean;
}

export interface StoredAttachment {
  readonly name: string;
  readonly text: string;
}

export interface MessageRow {
  id: string;
  conversation_id: string;
  position: number;
  role: Message["role"];
  status: Message["status"];
  text: string;
  attachments: StoredAttachment[];
  citations: Message["citations"];
  verdict: Message["verdict"];
  author_id: string | null;
  model: string | null;
  hold_id: string | null;
  held: bigint | null;
  prompt_tokens: number | null;
  failure: Message["failure"];
  continues_id: string | null;
  /** Known to be settled; it may be so a second before this says it. */
  settled: boolean;
  created_at: Date;
}

export const conversationColumns = sql`c.id, c.title, c.titled, c.model, c.last_position, c.created_at, c.updated_at,
  c.assistant_id, (select a.name from conversations.assistant a where a.workspace_id = c.workspace_id
    and a.id = c.assistant_id) as assistant_name,
  exists (select from conversations.message m where m.workspace_id = c.workspace_id
    and m.conversation_id = c.id and m.status = 'streaming') as answering`;

const messageColumns = sql`id, conversation_id, position, role, status, text, attachments, citations, verdict, author_id, model,
  hold_id, held, prompt_tokens, failure, continues_id, settled, created_at`;

/** The person's own conversation, deleted ones left out unless asked for, or "not found". */
export async function loadConversation(
  ctx: Ctx,
  tx: Tx,
  conversationId: string,
  deleted = false,
): Promise<ConversationRow> {
  const { rows } = await sql<ConversationRow>`
    select ${conversationColumns} from conversations.conversation c
    where c.workspace_id = ${workspaceOf(ctx)} and c.id = ${conversationId} and c.user_id = ${userOf(ctx)}
      and (c.deleted_at is not null) = ${deleted}`.execute(tx);
  const row = rows[0];
  if (row === undefined) throw notFound("conversation");
  return row;
}

/** Messages below `before`, newest first. */
export async function loadMessages(
  ctx: Ctx,
  tx: Tx,
  conversationId: string,
  before: number,
  limit: number,
): Promise<MessageRow[]> {
  const { rows } = await sql<MessageRow>`
    select ${messageColumns} from conversations.message
    where workspace_id = ${workspaceOf(ctx)} and conversation_id = ${conversationId} and position < ${before}
    order by position desc limit ${limit}`.execute(tx);
  return rows;
}

/** A message of the person's own conversation, or "not found". */
export async function loadMessage(
  ctx: Ctx,
  tx: Tx,
  conversationId: string,
  messageId: string,
): Promise<MessageRow> {
  await loadConversation(ctx, tx, conversationId);
  const { rows } = await sql<MessageRow>`
    select ${messageColumns} from conversations.message
    where workspace_id = ${workspaceOf(ctx)} and conversation_id = ${conversationId} and id = ${messageId}`.execute(
    tx,
  );
  const row = rows[0];
  if (row === undefined) throw notFound("message");
  return row;
}

/** By id alone, inside the workspace: for the turn's own end, after access was decided at its begin. */
export async function loadAnswer(
  tx: Tx,
  workspaceId: string,
  messageId: string,
): Promise<MessageRow | undefined> {
  const { rows } = await sql<MessageRow>`
    select ${messageColumns} from conversations.message
    where workspace_id = ${workspaceId} and id = ${messageId}`.execute(tx);
  return rows[0];
}
