import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auditTrail } from "../../testing/audit-trail.ts";
import { BALANCED, booksOf } from "../../testing/books.ts";
import { newMember, newWorkspace } from "../../testing/people.ts";
import { deleteConversation, renameConversation, restoreConversation } from "./change-conversation.ts";
import { getConversation } from "./get-conversation.ts";
import { liveAnswers } from "./internal/live-answers.ts";
import { listConversations } from "./list-conversations.ts";
import { purgeDeleted } from "./recover-abandoned.ts";
import { ask, type ChatApp, chatApp, newChat, send } from "./testing/chat-app.ts";
import { writeMessages } from "./testing/written-messages.ts";

const DAY_MS = 86_400_000;
const gone = { code: "not_found" };

let app: ChatApp;
beforeAll(async () => {
  app = await chatApp();
});
afterAll(() => app.close());

async function told() {
  const chat = await newChat(app);
  await writeMessages(app, chat, 2);
  return { ...chat, ctx: chat.workspace.ctx, id: chat.conversationId };
}

describe("renaming a conversation", () => {
  it("keeps the person's title, also when the next question would give another", async () => {
    const chat = await newChat(app);
    const { ctx } = chat.workspace;
    await renameConversation(ctx, chat.conversationId, { title: "  Harbour  plans " });
    await ask(chat, "Something else entirely?");
    const { conversation } = await getConversation(ctx, chat.conversationId);
    expect(conversation).toMatchObject({ title: "Harbour plans", titled: true });
  });

  it.each(["", "   ", "\u202e", "x".repeat(201)])("refuses %j", async (title) => {
    const { ctx, id } = await told();
    await expect(renameConversation(ctx, id, { title })).rejects.toBeInstanceOf(Error);
    expect((await getConversation(ctx, id)).conversation.titled).toBe(false);
  });
});

describe("a deleted conversation", () => {
  it("is out of sight at once, and back as it was when that is undone", async () => {
    const { ctx, id } = await told();
    await deleteConversation(ctx, id);
    await expect(getConversation(ctx, id)).rejects.toMatchObject(gone);
    expect((await listConversations(ctx, { limit: 10 })).items).toEqual([]);
    await restoreConversation(ctx, id);
    expect((await getConversation(ctx, id)).messages.map((message) => message.text)).toEqual([
      "message 1",
      "message 2",
    ]);
  });

  it("cannot be deleted twice, restored twice, renamed or asked", async () => {
    const { ctx, id, workspace } = await told();
    await expect(restoreConversation(ctx, id)).rejects.toMatchObject(gone);
    await deleteConversation(ctx, id);
    await expect(deleteConversation(ctx, id)).rejects.toMatchObject(gone);
    await expect(renameConversation(ctx, id, { title: "Back" })).rejects.toMatchObject(gone);
    await expect(send({ workspace, conversationId: id }, "Hello?")).rejects.toMatchObject(gone);
  });

  it("stays for 30 days and is gone for good after them, with its messages", async () => {
    const { ctx, id } = await told();
    const kept = await told();
    await deleteConversation(ctx, id);
    app.clock.advance(30 * DAY_MS);
    expect(await purgeDeleted(app.kernel)).toBe(0);
    app.clock.advance(1);
    expect(await purgeDeleted(app.kernel)).toBeGreaterThan(0);
    await expect(restoreConversation(ctx, id)).rejects.toMatchObject(gone);
    const { rows } = await app.adminPool.query(
      "select from conversations.message where conversation_id = $1",
      [id],
    );
    expect(rows).toEqual([]);
    expect((await getConversation(kept.ctx, kept.id)).messages).toHaveLength(2);
  });

  it("ends the answer that was being written in it, which is charged for what arrived", async () => {
    const chat = await newChat(app);
    const { answer } = await send(chat, "simulate:tokens=4000,delay=5");
    const live = liveAnswers(app.kernel).get(answer.id);
    await expect.poll(() => live?.length ?? 0).toBeGreaterThan(20);
    await deleteConversation(chat.workspace.ctx, chat.conversationId);
    const books = await booksOf(app.adminPool, chat.workspace.id);
    expect(books).toMatchObject({ held: 0n, ...BALANCED });
    expect(books.used).toBeGreaterThan(0n);
    const { messages } = await restoreConversation(chat.workspace.ctx, chat.conversationId).then(() =>
      getConversation(chat.workspace.ctx, chat.conversationId),
    );
    expect(messages[1]).toMatchObject({ status: "stopped" });
  });
});

describe("who may change a conversation", () => {
  it("is its person alone: neither a colleague nor the owner nor a stranger", async () => {
    const workspace = await newWorkspace(app.kernel);
    const member = await newMember(workspace, "member");
    const chat = await newChat(app, { ...workspace, ctx: member.inside });
    const stranger = await newWorkspace(app.kernel);
    const admin = await newMember(workspace, "admin");
    for (const ctx of [workspace.ctx, admin.inside, stranger.ctx]) {
      await expect(renameConversation(ctx, chat.conversationId, { title: "Mine" })).rejects.toMatchObject(
        gone,
      );
      await expect(deleteConversation(ctx, chat.conversationId)).rejects.toMatchObject(gone);
    }
    await deleteConversation(member.inside, chat.conversationId);
    for (const ctx of [workspace.ctx, stranger.ctx]) {
      await expect(restoreConversation(ctx, chat.conversationId)).rejects.toMatchObject(gone);
    }
  });

  it("is not one who may only read", async () => {
    const workspace = await newWorkspace(app.kernel);
    const viewer = await newMember(workspace, "viewer");
    for (const change of [deleteConversation, restoreConversation]) {
      await expect(change(viewer.inside, app.kernel.newId())).rejects.toMatchObject({ code: "forbidden" });
    }
  });

  it("is written in the audit trail", async () => {
    const { ctx, id, workspace } = await told();
    await renameConversation(ctx, id, { title: "Named" });
    await deleteConversation(ctx, id);
    await restoreConversation(ctx, id);
    for (const action of ["renamed", "deleted", "restored"]) {
      expect(await auditTrail(app, `conversation.${action}`, { targetId: id })).toMatchObject([
        { actorId: workspace.owner.id },
      ]);
    }
  });
});
