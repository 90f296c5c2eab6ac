import type { TestApp } from "../../../testing/app.ts";
import type { Chat } from "./chat-app.ts";

/** That many messages, `message 1` to `message n`, questions and answers by turns, as if said long ago. */
export async function writeMessages(app: TestApp, chat: Chat, count: number): Promise<void> {
  await app.adminPool.query(
    `insert into conversations.message (workspace_id, id, conversation_id, position, role, status, text, created_at)
     select $1, gen_random_uuid(), $2, n, case when n % 2 = 1 then 'user' else 'assistant' end, 'complete',
       'message ' || n, $3 from generate_series(1, $4::int) n`,
    [chat.workspace.id, chat.conversationId, app.clock.now(), count],
  );
  await app.adminPool.query("update conversations.conversation set last_position = $2 where id = $1", [
    chat.conversationId,
    count,
  ]);
}

/** An answer that is being written, without anyone writing it. */
export async function writeStreaming(app: TestApp, chat: Chat): Promise<string> {
  const id = app.kernel.newId();
  await writeMessages(app, chat, 1);
  await app.adminPool.query(
    `insert into conversations.message (workspace_id, id, conversation_id, position, role, status, text, model, settled,
       lease_until, created_at) values ($1, $2, $3, 2, 'assistant', 'streaming', '', 'sim/sim', true, $4, $4)`,
    [chat.workspace.id, id, chat.conversationId, app.clock.now()],
  );
  return id;
}

export async function savedText(app: TestApp, messageId: string): Promise<string | undefined> {
  const { rows } = await app.adminPool.query<{ text: string }>(
    "select text from conversations.message where id = $1",
    [messageId],
  );
  return rows[0]?.text;
}
