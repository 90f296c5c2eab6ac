import { z } from "zod";
import type { Ctx } from "../../kernel/ctx.ts";
import { inTransaction } from "../../kernel/db/database.ts";
import { decodeCursor, encodeCursor, rowsToFetch } from "../../kernel/http/page.ts";
import { requirePermission } from "../../kernel/permissions.ts";
import type { conversationDetailSchema, Message, messagesQuery } from "./contract.ts";
import { loadConversation, loadMessages } from "./internal/store.ts";
import { presentConversation, presentMessages } from "./present.ts";

const FIRST_PAGE = 100;
const NEWEST = 2_147_483_647;
const place = z.tuple([z.number().int().min(1).max(NEWEST)]);

/** A conversation with its newest messages, in reading order. */
export async function getConversation(
  ctx: Ctx,
  conversationId: string,
): Promise<z.infer<typeof conversationDetailSchema>> {
  requirePermission(ctx, "chat.read");
  return inTransaction(ctx, async (tx, scoped) => {
    const conversation = await loadConversation(ctx, tx, conversationId);
    const page = await messagesBefore(scoped, conversationId, NEWEST, FIRST_PAGE);
    return {
      conversation: presentConversation(conversation),
      messages: page.items,
      earlierCursor: page.nextCursor,
    };
  });
}

/** Earlier messages, in reading order within the page. */
export async function listMessages(
  ctx: Ctx,
  conversationId: string,
  query: z.output<typeof messagesQuery>,
): Promise<{ items: Message[]; nextCursor: string | null }> {
  requirePermission(ctx, "chat.read");
  const before = query.cursor ? decodeCursor(query.cursor, place)[0] : NEWEST;
  return inTransaction(ctx, async (tx, scoped) => {
    await loadConversation(ctx, tx, conversationId);
    return messagesBefore(scoped, conversationId, before, query.limit);
  });
}

async function messagesBefore(ctx: Ctx, conversationId: string, before: number, limit: number) {
  return inTransaction(ctx, async (tx, scoped) => {
    const rows = await loadMessages(ctx, tx, conversationId, before, rowsToFetch(limit));
    const page = rows.slice(0, limit).reverse();
    const oldest = rows.length > limit ? page[0] : undefined;
    return {
      items: await presentMessages(scoped, page),
      nextCursor: oldest === undefined ? null : encodeCursor([oldest.position]),
    };
  });
}
