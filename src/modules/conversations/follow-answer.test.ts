import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deleteConversation } from "./change-conversation.ts";
import { followAnswer } from "./follow-answer.ts";
import { beginWebTurn } from "./internal/begin-web-turn.ts";
import { checkpointsOf } from "./internal/checkpoints.ts";
import { prepareTurn } from "./internal/prepare-turn.ts";
import { webTurn } from "./internal/web-turn.ts";
import { ask, type ChatApp, chatApp, newChat, readAlong, SIM } from "./testing/chat-app.ts";
import { writeStreaming } from "./testing/written-messages.ts";

let app: ChatApp;
let other: ChatApp;
beforeAll(async () => {
  app = await chatApp();
  other = await chatApp({ database: app.database }, app.simulator);
});
afterAll(async () => {
  await other.close();
  await app.close();
});

describe("following an answer", () => {
  it.each([0, 1, 25])("that has ended gives the rest from unit %i and its last state", async (after) => {
    const chat = await newChat(app);
    const { answer } = await ask(chat, "Hello");
    const there = { ...chat.workspace.ctx, kernel: other.kernel };
    const read = await readAlong(there, chat.conversationId, answer.id, after);
    expect(read).toEqual({ streamed: answer.text.slice(after), answer });
  });

  it("from beyond its end gives the last state alone", async () => {
    const chat = await newChat(app);
    const { answer } = await ask(chat, "Hello");
    const read = await readAlong(chat.workspace.ctx, chat.conversationId, answer.id, 1_000_000);
    expect(read).toEqual({ streamed: "", answer });
  });

  it("of another process reads its checkpoints as they are announced, then its end", async () => {
    const chat = await newChat(app);
    const id = await writeStreaming(app, chat);
    const events = await followAnswer(
      { ...chat.workspace.ctx, kernel: other.kernel },
      { conversationId: chat.conversationId, messageId: id, after: 0 },
    );
    const say = async (text: string, status = "streaming") => {
      await app.adminPool.query("update conversations.message set text = $2, status = $3 where id = $1", [
        id,
        text,
        status,
      ]);
      await app.kernel.realtime.publish(`answer:${id}`, { type: "checkpoint" });
    };
    const seen: string[] = [];
    await say("One ");
    for await (const event of events(AbortSignal.timeout(20_000))) {
      seen.push(event.type === "text" ? event.text : event.message.status);
      if (seen.length === 1) await say("One two ");
      if (seen.length === 2) await say("One two three", "stopped");
    }
    expect(seen).toEqual(["One ", "two ", "three", "stopped"]);
  });

  it("of another process waits for the receipt when it looks between the end and the settlement", async () => {
    const chat = await newChat(app);
    const { answer } = await ask(chat, "Hello");
    const at = { conversationId: chat.conversationId, messageId: answer.id, after: 0 };
    await checkpointsOf(app.kernel).close();
    const nowhere = app.kernel.newId();
    const moveHold = (to: string) =>
      app.adminPool.query("update conversations.message set hold_id = $2, settled = false where id = $1", [
        answer.id,
        to,
      ]);
    await moveHold(nowhere);
    const events = (await followAnswer({ ...chat.workspace.ctx, kernel: other.kernel }, at))(
      AbortSignal.timeout(20_000),
    );
    const first = events.next();
    await moveHold(answer.receipt?.holdId ?? "");
    expect(await first).toMatchObject({ value: { type: "text", text: answer.text } });
    expect(await events.next()).toMatchObject({ value: { message: { receipt: answer.receipt } } });
  });

  it("ends when the follower leaves, without a last state", async () => {
    const chat = await newChat(app);
    const id = await writeStreaming(app, chat);
    const at = { conversationId: chat.conversationId, messageId: id, after: 0 };
    const leaving = new AbortController();
    const events = (await followAnswer(chat.workspace.ctx, at))(leaving.signal);
    const next = events.next();
    leaving.abort();
    expect(await next).toEqual({ done: true, value: undefined });
  });
});

describe("a turn in a conversation that was deleted meanwhile", () => {
  it("is refused as not found, and nothing is held", async () => {
    const chat = await newChat(app);
    const { ctx } = chat.workspace;
    await deleteConversation(ctx, chat.conversationId);
    const question = { text: "Still there?", attachments: [] };
    const asked = {
      history: [],
      asked: question,
      continues: false,
      assistant: null,
      maxOutputTokens: undefined,
    };
    const prepared = await prepareTurn(ctx, webTurn({ ...asked, model: SIM }));
    await expect(
      beginWebTurn(ctx, {
        conversationId: chat.conversationId,
        prepared,
        model: SIM,
        assistantId: null,
        idempotencyKey: "deleted-meanwhile",
        question,
        continuesId: null,
      }),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});
