import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newMember, newWorkspace, type TestWorkspace } from "../../testing/people.ts";
import { renameConversation } from "./change-conversation.ts";
import { getConversation, listMessages } from "./get-conversation.ts";
import { listConversations } from "./list-conversations.ts";
import { type ChatApp, chatApp, newChat, send } from "./testing/chat-app.ts";
import { writeMessages } from "./testing/written-messages.ts";

let app: ChatApp;
beforeAll(async () => {
  app = await chatApp();
});
afterAll(() => app.close());

async function named(workspace: TestWorkspace, title: string): Promise<string> {
  const chat = await newChat(app, workspace);
  await writeMessages(app, chat, 2);
  await renameConversation(workspace.ctx, chat.conversationId, { title });
  return chat.conversationId;
}

async function titles(workspace: TestWorkspace, search?: string): Promise<string[]> {
  const { items } = await listConversations(workspace.ctx, {
    limit: 50,
    ...(search === undefined ? {} : { search }),
  });
  return items.map((item) => item.title).sort();
}

describe("the list of conversations", () => {
  it("comes in pages, latest first, each conversation once", async () => {
    const workspace = await newWorkspace(app.kernel);
    for (let n = 0; n < 7; n += 1) {
      // Two of each moment: their order then follows from their ids.
      if (n % 2 === 0) app.clock.advance(1_000);
      await named(workspace, `Number ${n}`);
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listConversations(workspace.ctx, { limit: 2, ...(cursor ? { cursor } : {}) });
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items.map((item) => item.title));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0].map((n) => `Number ${n}`));
  });

  it.each([
    ["100%", ["100% sure"]],
    ["%", ["100% sure"]],
    ["_", ["snake_case"]],
    ["\\", ["back\\slash"]],
    ["e_c", ["snake_case"]],
    ["SURE", ["100% sure", "Sure thing"]],
    ["  sure ", ["100% sure", "Sure thing"]],
    ["message 2", ["100% sure", "Sure thing", "back\\slash", "snake_case"]],
    ["nowhere", []],
    ["'; drop table x; --", []],
  ])("finds %j by its very signs, in titles and messages", async (search, found) => {
    const workspace = await newWorkspace(app.kernel);
    for (const title of ["100% sure", "Sure thing", "snake_case", "back\\slash"])
      await named(workspace, title);
    expect(await titles(workspace, search)).toEqual(found);
  });

  it("is the whole list for a search of blanks", async () => {
    const workspace = await newWorkspace(app.kernel);
    await named(workspace, "Only one");
    expect(await titles(workspace, "   ")).toEqual(["Only one"]);
  });

  it("never finds a colleague's words", async () => {
    const workspace = await newWorkspace(app.kernel);
    await named(workspace, "Secret plan");
    const colleague = await newMember(workspace, "admin");
    expect((await listConversations(colleague.inside, { limit: 5, search: "Secret" })).items).toEqual([]);
  });

  it("leaves out conversations in which nothing was said", async () => {
    const chat = await newChat(app);
    expect(await titles(chat.workspace)).toEqual([]);
  });

  it("leaves out one whose only question was refused for want of credit, with no title left of it", async () => {
    const poor = await chatApp({ database: app.database, env: { STARTING_GRANT_PT: "0" } }, app.simulator);
    try {
      const chat = await newChat(poor);
      await expect(send(chat, "Too dear to be answered")).rejects.toMatchObject({
        code: "insufficient_credit",
      });
      const { conversation, messages } = await getConversation(chat.workspace.ctx, chat.conversationId);
      expect(messages).toEqual([]);
      expect(conversation).toMatchObject({ title: "", titled: false });
      expect(await titles(chat.workspace)).toEqual([]);
    } finally {
      await poor.close();
    }
  });
});

describe("the messages of a long conversation", () => {
  it("come newest page first, each in reading order, without a gap or a repetition", async () => {
    const chat = await newChat(app);
    const { ctx } = chat.workspace;
    await writeMessages(app, chat, 250);
    const newest = await getConversation(ctx, chat.conversationId);
    expect(newest.messages).toHaveLength(100);
    const pages = [newest.messages.map((message) => message.text)];
    let cursor = newest.earlierCursor;
    while (cursor !== null) {
      const page = await listMessages(ctx, chat.conversationId, { cursor, limit: 60 });
      pages.unshift(page.items.map((message) => message.text));
      cursor = page.nextCursor;
    }
    expect(pages.flat()).toEqual(Array.from({ length: 250 }, (_, n) => `message ${n + 1}`));
  });

  it("have no earlier page when they fill one exactly", async () => {
    const chat = await newChat(app);
    await writeMessages(app, chat, 100);
    expect((await getConversation(chat.workspace.ctx, chat.conversationId)).earlierCursor).toBeNull();
  });

  it.each(["!!", "AAAA", "bm90IGpzb24", "WzBd", "WyJ4Il0"])(
    "refuse a page mark that is none: %s",
    async (cursor) => {
      const chat = await newChat(app);
      await expect(
        listMessages(chat.workspace.ctx, chat.conversationId, { cursor, limit: 10 }),
      ).rejects.toMatchObject({ code: "validation_failed" });
    },
  );
});
