import { sql } from "kysely";
import type { z } from "zod";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { decodeCursor, pageOf, rowsToFetch, timeAndIdPlace } from "../../kernel/http/page.ts";
import { requirePermission, userOf, workspaceOf } from "../../kernel/permissions.ts";
import type { Conversation, listConversationsQuery } from "./contract.ts";
import { type ConversationRow, conversationColumns } from "./internal/store.ts";
import { presentConversation } from "./present.ts";

/** The person's conversations that hold something, latest first; `search` looks in titles and messages. */
export async function listConversations(
  ctx: Ctx,
  query: z.output<typeof listConversationsQuery>,
): Promise<{ items: Conversation[]; nextCursor: string | null }> {
  requirePermission(ctx, "chat.read");
  const after = query.cursor ? decodeCursor(query.cursor, timeAndIdPlace) : null;
  const pattern = query.search?.trim() ? `%${query.search.trim().replace(/[\\%_]/g, "\\$&")}%` : null;
  const { rows } = await inTransaction(ctx, (tx) =>
    sql<ConversationRow>`
      select ${conversationColumns} from conversations.conversation c
      where c.workspace_id = ${workspaceOf(ctx)} and c.user_id = ${userOf(ctx)} and c.surface = 'web'
        and c.deleted_at is null and c.last_position > 0
        ${after === null ? sql`` : sql`and (c.updated_at, c.id) < (${new Date(after[0])}, ${after[1]}::uuid)`}
        ${
          pattern === null
            ? sql``
            : sql`and (c.title ilike ${pattern} or exists (select from conversations.message m
                where m.workspace_id = c.workspace_id and m.conversation_id = c.id and m.text ilike ${pattern}))`
        }
      order by c.updated_at desc, c.id desc limit ${rowsToFetch(query.limit)}`.execute(tx),
  );
  return pageOf(rows, query.limit, (row) => [row.updated_at.toISOString(), row.id], presentConversation);
}
