import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BALANCED, booksOf } from "../../testing/books.ts";
import { type Library, libraryOf } from "../../testing/library.ts";
import { enter, newMember, newWorkspace, type TestWorkspace } from "../../testing/people.ts";
import { signIn } from "../../testing/signed-in.ts";
import { answerAgain } from "./answer-again.ts";
import { createAssistant } from "./assistants/create-assistant.ts";
import { createConversation } from "./create-conversation.ts";
import { getConversation } from "./get-conversation.ts";
import { quoteMessage } from "./quote-message.ts";
import { ask, type Chat, type ChatApp, chatApp, newChat, readAlong, SIM } from "./testing/chat-app.ts";

const LOCAL = { model: "parley/local" };

const HANDBOOK = `# Harbor Coffee handbook

## Returns

Coffee may be returned within 45 days of purchase, also when the bag is open. Shops return unsold bags by invoice.

## Warranty

The warranty on grinders and other equipment is two years. Damage by limescale is not covered.

## Wholesale prices

| Blend | Price per kilo |
| --- | --- |
| Harbor Dark | 18.40 euros |
| Quay Light | 21.75 euros |
`;
const SALARIES = "# Salaries\n\nThe head roaster Amelie Okafor earns 61,300 euros a year.\n";

let app: ChatApp;
let workspace: TestWorkspace;
let library: Library;
beforeAll(async () => {
  app = await chatApp();
  workspace = await newWorkspace(app.kernel);
  library = await libraryOf(app, workspace);
  await library.add("handbook.md", HANDBOOK);
});
afterAll(() => app.close());

/** A conversation of a new member of the workspace. */
async function memberChat(): Promise<Chat> {
  const member = await newMember(workspace, "member");
  return newChat(app, { ...workspace, ctx: member.inside });
}

describe("an answer from the workspace's documents", () => {
  it("cites the passage with its document, version and chunk", async () => {
    const { answer } = await ask(await memberChat(), "What is the warranty on grinders?", LOCAL);
    expect(answer.text).toContain("two years");
    expect(answer.verdict).toBe("answer");
    expect(answer.citations).toMatchObject([{ title: "handbook.md", chunk: expect.any(Number) }]);
    const [citation] = answer.citations;
    expect(citation?.documentId).toMatch(/^[0-9a-f-]{36}$/);
    expect(citation?.versionId).toMatch(/^[0-9a-f-]{36}$/);
    expect(citation?.text).toContain("two years");
    expect(answer.text).toContain(`[${citation?.number}]`);
  });

  it("reads tables by their columns", async () => {
    const { answer } = await ask(await memberChat(), "What is the wholesale price of Quay Light?", LOCAL);
    expect(answer.text).toContain("21.75 euros");
    expect(answer.text).not.toContain("18.40");
  });

  it("understands a follow-up by the question before it", async () => {
    const chat = await memberChat();
    await ask(chat, "What is the wholesale price of Quay Light?", LOCAL);
    const { answer } = await ask(chat, "And of Harbor Dark?", LOCAL);
    expect(answer.text).toContain("18.40 euros");
    expect(answer.citations).toHaveLength(1);
  });

  it("is refused plainly when no document holds it, and names no passage", async () => {
    const { answer } = await ask(await memberChat(), "Which visa does a trip to Mongolia require?", LOCAL);
    expect(answer.text).toMatch(/^That is not in your documents\./);
    expect(answer.citations).toEqual([]);
    expect(answer.verdict).toBe("not_found");
  });

  it("says when the search was not sure, whichever model answers, and what it was called is kept", async () => {
    const headers = await signIn(app.http, workspace.owner);
    const thresholds = (refuseBelow: number, caveatBelow: number) =>
      app.http.inject({
        method: "PATCH",
        url: `/api/workspaces/${workspace.id}/knowledge/settings`,
        headers,
        payload: { refuseBelow, caveatBelow },
      });
    await thresholds(0, 100);
    const chat = await memberChat();
    const { answer } = await ask(chat, "Does the warranty hold in Mongolia?", LOCAL);
    expect(answer.verdict).toBe("caveat");
    await thresholds(40, 80);
    const { answer: sure } = await ask(chat, "What is the warranty on grinders?", LOCAL);
    expect(sure.verdict).toBe("answer");
    const { messages } = await getConversation(chat.workspace.ctx, chat.conversationId);
    expect(messages.map(({ verdict }) => verdict)).toEqual([null, "caveat", null, "answer"]);
  });

  it.each(["Hello!", "Thanks a lot", "What can you do?"])(
    "is not asked for by small talk: %s",
    async (text) => {
      const { answer } = await ask(await memberChat(), text, LOCAL);
      expect(answer.text).not.toMatch(/not in your documents/);
      expect(answer.verdict).toBeNull();
      expect(answer.citations).toEqual([]);
    },
  );

  it("reads what is attached first", async () => {
    const { answer } = await ask(await memberChat(), "How long is the warranty on equipment?", {
      ...LOCAL,
      attachments: [{ name: "Offer", text: "The warranty on equipment is nine years in this offer." }],
    });
    expect(answer.text).toContain("nine years");
    expect(answer.citations[0]).toMatchObject({ number: 1, title: "Offer", documentId: null });
  });
});

describe("who may read what", () => {
  it("never cites a collection that the asker may not read, and answers who may", async () => {
    const reader = await newMember(workspace, "member");
    const salaries = await library.restricted("Salaries", [{ userId: reader.id }]);
    await library.add("salaries.md", SALARIES, salaries);
    const question = "What does the head roaster Amelie Okafor earn?";
    const allowed = await ask(await newChat(app, { ...workspace, ctx: reader.inside }), question, LOCAL);
    expect(allowed.answer.text).toContain("61,300");
    const stranger = await newWorkspace(app.kernel);
    const admin = await newMember(workspace, "admin");
    const managing = await newChat(app, { ...workspace, ctx: admin.inside });
    const chats = [await memberChat(), managing, await newChat(app, stranger)];
    for (const chat of chats) {
      const { answer } = await ask(chat, question, LOCAL);
      expect(answer.text).not.toContain("61,300");
      expect(answer.text).not.toContain("salaries");
      expect(answer.citations).toEqual([]);
    }
  });

  it("asks an assistant's collections only within what the asker may read", async () => {
    const secret = await library.restricted("Board", []);
    await library.add("board.md", "# Board\n\nThe launch code of the espresso line is marigold.\n", secret);
    const assistant = await createAssistant(workspace.ctx, { name: "Board room", collectionIds: [secret] });
    const chat = await memberChat();
    const question = "What is the launch code of the espresso line?";
    const { answer } = await ask(chat, question, { ...LOCAL, assistantId: assistant.id });
    expect(answer.text).not.toContain("marigold");
  });

  it("forgets a deleted document, while earlier answers keep their excerpt", async () => {
    const note = await library.add("parking.md", "# Parking\n\nGuests park behind the roastery, gate 7.\n");
    const chat = await memberChat();
    const before = await ask(chat, "Where do guests park?", LOCAL);
    expect(before.answer.citations).toMatchObject([{ documentId: note.id }]);
    await library.remove(note.id);
    const after = await ask(await memberChat(), "Where do guests park?", LOCAL);
    expect(after.answer.text).not.toContain("gate 7");
    expect(after.answer.citations).toEqual([]);
    const kept = await getConversation(chat.workspace.ctx, chat.conversationId);
    expect(kept.messages.at(-1)?.citations[0]?.text).toContain("gate 7");
  });

  it("keeps a viewer from asking", async () => {
    const viewer = await newMember(workspace, "viewer");
    await expect(createConversation(viewer.inside, {})).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("what a grounded answer costs", () => {
  it("is held as quoted, with room for passages, and charged by what was sent", async () => {
    const chat = await memberChat();
    const text = "How long may coffee be returned?";
    const quote = await quoteMessage(chat.workspace.ctx, {
      conversationId: chat.conversationId,
      text,
      model: SIM,
    });
    const { answer } = await ask(chat, text);
    expect(answer.receipt?.heldMicroPt).toBe(quote.quoteMicroPt);
    expect(BigInt(answer.receipt?.chargedMicroPt ?? 0)).toBeLessThanOrEqual(BigInt(quote.quoteMicroPt));
    expect(answer.receipt?.inputTokens).toBeLessThan(quote.promptTokens);
    const bare = await newChat(app);
    const without = await quoteMessage(bare.workspace.ctx, { text, model: SIM });
    expect(quote.promptTokens - without.promptTokens).toBeGreaterThanOrEqual(3_500);
    expect(await booksOf(app.adminPool, workspace.id)).toMatchObject({ held: 0n, ...BALANCED });
  });

  it("needs no room for passages where none will be looked for", async () => {
    const { ctx } = (await memberChat()).workspace;
    const talk = await quoteMessage(ctx, { text: "Hello!", model: SIM });
    expect(talk.promptTokens).toBeLessThan(300);
    const none = await createAssistant(workspace.ctx, { name: "No documents", collectionIds: [] });
    const text = "How long may coffee be returned?";
    const bare = await quoteMessage(ctx, { text, model: SIM, assistantId: none.id });
    expect(bare.promptTokens).toBeLessThan(300);
  });
});

describe("a retried answer", () => {
  it("is grounded like the first one", async () => {
    const chat = await memberChat();
    const { answer } = await ask(chat, "What is the warranty on grinders?", LOCAL);
    const { ctx } = chat.workspace;
    const again = await answerAgain(ctx, chat.conversationId, answer.id, {
      mode: "retry",
      ...LOCAL,
      idempotencyKey: ctx.kernel.newId(),
    });
    const second = await readAlong(ctx, chat.conversationId, again.answer.id);
    expect(second.answer.text).toBe(answer.text);
    expect(second.answer.citations).toEqual(answer.citations);
  });
});

describe("a workspace without documents", () => {
  it("answers as before", async () => {
    const chat = await newChat(app);
    const { answer } = await ask(chat, "Which visa does a trip to Mongolia require?", LOCAL);
    expect(answer.text).toMatch(/^No language model is connected/);
    const inside = await enter(chat.workspace.owner, chat.workspace.id);
    const quote = await quoteMessage(inside, { text: "Which visa?", model: SIM });
    expect(quote.promptTokens).toBeLessThan(300);
  });
});
