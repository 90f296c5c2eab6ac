import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BALANCED, booksOf } from "../../testing/books.ts";
import { newMember, newWorkspace } from "../../testing/people.ts";
import { getConversation } from "./get-conversation.ts";
import { listConversations } from "./list-conversations.ts";
import { quoteMessage } from "./quote-message.ts";
import { sendMessage } from "./send-message.ts";
import { stopAnswer } from "./stop-answer.ts";
import { ask, type ChatApp, chatApp, newChat, readAlong, SIM, send } from "./testing/chat-app.ts";

let app: ChatApp;
beforeAll(async () => {
  app = await chatApp();
});
afterAll(() => app.close());

const twenty = Array.from({ length: 20 }, (_, n) => `t${n}`).join(" ");

describe("a turn", () => {
  it("streams the answer, saves it, and gives a receipt that equals the ledger", async () => {
    const chat = await newChat(app);
    const { streamed, answer } = await ask(chat, "How are you?");
    expect(streamed).toBe(twenty);
    expect(answer).toMatchObject({ status: "complete", text: twenty, failure: null });
    const { receipt } = answer;
    const books = await booksOf(app.adminPool, chat.workspace.id);
    expect(receipt).toMatchObject({ balanceMicroPt: books.available.toString(), usageSource: "provider" });
    expect(BigInt(receipt?.heldMicroPt ?? 0)).toBe(
      BigInt(receipt?.chargedMicroPt ?? 0) + BigInt(receipt?.returnedMicroPt ?? 0),
    );
    expect(books).toMatchObject({ held: 0n, used: BigInt(receipt?.chargedMicroPt ?? -1), ...BALANCED });
  });

  it("holds exactly what was quoted, and never charges more", async () => {
    const chat = await newChat(app);
    const quote = await quoteMessage(chat.workspace.ctx, {
      conversationId: chat.conversationId,
      text: "How much?",
      model: SIM,
    });
    const { answer } = await ask(chat, "How much?");
    expect(answer.receipt?.heldMicroPt).toBe(quote.quoteMicroPt);
    expect(BigInt(answer.receipt?.chargedMicroPt ?? 0)).toBeLessThanOrEqual(BigInt(quote.quoteMicroPt));
  });

  it("is in the history with a title from the first question, and goes on with its context", async () => {
    const chat = await newChat(app);
    await ask(chat, "What does the **return policy** say? Please be brief.");
    await ask(chat, "And for shops?");
    const detail = await getConversation(chat.workspace.ctx, chat.conversationId);
    expect(detail.conversation).toMatchObject({ title: "What does the return policy say", answering: false });
    expect(detail.messages.map((message) => message.role)).toEqual([
      "user",
      "assistant",
      "user",
      "assistant",
    ]);
    const second = detail.messages[3]?.receipt?.inputTokens ?? 0;
    expect(second).toBeGreaterThan(detail.messages[1]?.receipt?.inputTokens ?? 0);
    const { items } = await listConversations(chat.workspace.ctx, { limit: 50 });
    expect(items.map((item) => item.id)).toEqual([chat.conversationId]);
  });

  it("is one send for one idempotency key, also when both arrive at once", async () => {
    const chat = await newChat(app);
    const input = { text: "Once", model: SIM, idempotencyKey: "only-once-please" };
    const both = await Promise.allSettled([
      sendMessage(chat.workspace.ctx, chat.conversationId, input),
      sendMessage(chat.workspace.ctx, chat.conversationId, input),
    ]);
    const begun = both.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
    expect(begun.length).toBeGreaterThan(0);
    await readAlong(chat.workspace.ctx, chat.conversationId, begun[0]?.answer.id ?? "");
    const again = await sendMessage(chat.workspace.ctx, chat.conversationId, input);
    expect(again).toMatchObject({ replayed: true, answer: { id: begun[0]?.answer.id, status: "complete" } });
    const { messages } = await getConversation(chat.workspace.ctx, chat.conversationId);
    expect(messages).toHaveLength(2);
  });

  it("refuses a second tab while an answer is being written, and keeps nothing of it", async () => {
    const chat = await newChat(app);
    const first = await send(chat, "Slowly. simulate:tokens=200,delay=20");
    await expect(send(chat, "At the same time")).rejects.toMatchObject({ code: "conflict" });
    await stopAnswer(chat.workspace.ctx, chat.conversationId, first.answer.id);
    const { messages } = await getConversation(chat.workspace.ctx, chat.conversationId);
    expect(messages).toHaveLength(2);
    expect(await booksOf(app.adminPool, chat.workspace.id)).toMatchObject({ held: 0n, ...BALANCED });
  });

  it("can be stopped: the provider is cut off, what arrived is kept and charged", async () => {
    const chat = await newChat(app);
    const sent = await send(chat, "Slowly. simulate:tokens=2000,delay=5");
    const events = readAlong(chat.workspace.ctx, chat.conversationId, sent.answer.id);
    await expect.poll(() => app.simulator.requests().at(-1)?.tokensSent ?? 0).toBeGreaterThan(5);
    const stopped = await stopAnswer(chat.workspace.ctx, chat.conversationId, sent.answer.id);
    expect(stopped).toMatchObject({ status: "stopped", failure: null });
    expect(stopped.text).toMatch(/^t0 t1 /);
    expect((await events).answer.text).toBe(stopped.text);
    expect(stopped.receipt?.usageSource).toBe("counted");
    expect(BigInt(stopped.receipt?.chargedMicroPt ?? 0)).toBeGreaterThan(0n);
    await expect.poll(() => app.simulator.requests().at(-1)?.cancelledAt).toBeDefined();
  });

  it("costs nothing at the wall: nothing is sent, nothing kept, and the person is told what it takes", async () => {
    const poor = await chatApp(
      { database: app.database, env: { STARTING_GRANT_PT: "0.000001" } },
      app.simulator,
    );
    try {
      const chat = await newChat(poor);
      const before = app.simulator.requests().length;
      await expect(send(chat, "Too dear")).rejects.toMatchObject({
        code: "insufficient_credit",
        data: { availableMicroPt: "1" },
      });
      const { messages } = await getConversation(chat.workspace.ctx, chat.conversationId);
      expect(messages).toEqual([]);
      expect(app.simulator.requests()).toHaveLength(before);
    } finally {
      await poor.close();
    }
  });

  it("can be followed from any offset, by many, and after its end", async () => {
    const chat = await newChat(app);
    const sent = await send(chat, "simulate:tokens=60,delay=2");
    const { ctx } = chat.workspace;
    const followers = await Promise.all([
      readAlong(ctx, chat.conversationId, sent.answer.id),
      readAlong(ctx, chat.conversationId, sent.answer.id, 10),
    ]);
    const text = followers[0]?.streamed ?? "";
    expect(followers[1]?.streamed).toBe(text.slice(10));
    expect((await readAlong(ctx, chat.conversationId, sent.answer.id, 30)).streamed).toBe(text.slice(30));
  });

  it("can be followed and stopped from another process", async () => {
    const other = await chatApp({ database: app.database }, app.simulator);
    try {
      const chat = await newChat(app);
      const sent = await send(chat, "simulate:tokens=4000,delay=5");
      const there = { ...chat.workspace.ctx, kernel: other.kernel };
      const following = readAlong(there, chat.conversationId, sent.answer.id);
      await expect.poll(() => app.simulator.requests().at(-1)?.tokensSent ?? 0).toBeGreaterThan(5);
      const stopped = await stopAnswer(there, chat.conversationId, sent.answer.id);
      expect(stopped.status).toBe("stopped");
      const { streamed, answer } = await following;
      expect(streamed).toBe(answer.text);
    } finally {
      await other.close();
    }
  });

  it("quotes attached text as data and cites it", async () => {
    const chat = await newChat(app);
    const { answer } = await ask(chat, "How long is the warranty on equipment?", {
      model: "parley/local",
      attachments: [
        {
          name: "Return policy",
          text: "Coffee may be returned within 45 days.\n\nThe warranty on equipment is two years.",
        },
      ],
    });
    expect(answer.text).toContain("two years");
    expect(answer.citations).toMatchObject([{ number: 1, title: "Return policy" }]);
    expect(answer.citations[0]?.text).toContain("two years");
  });
});

describe("who may", () => {
  it("lets nobody else read a conversation: not a colleague, not the owner, not a stranger", async () => {
    const chat = await newChat(app);
    const { answer } = await ask(chat, "Private");
    const colleague = await newMember(chat.workspace, "admin");
    const stranger = await newWorkspace(app.kernel);
    for (const ctx of [colleague.inside, stranger.ctx]) {
      await expect(getConversation(ctx, chat.conversationId)).rejects.toMatchObject({ code: "not_found" });
      await expect(stopAnswer(ctx, chat.conversationId, answer.id)).rejects.toMatchObject({
        code: "not_found",
      });
      await expect(readAlong(ctx, chat.conversationId, answer.id)).rejects.toMatchObject({
        code: "not_found",
      });
    }
  });

  it("lets a viewer read and not ask", async () => {
    const workspace = await newWorkspace(app.kernel);
    const viewer = await newMember(workspace, "viewer");
    await expect(newChat(app, { ...workspace, ctx: viewer.inside })).rejects.toMatchObject({
      code: "forbidden",
    });
    expect(await listConversations(viewer.inside, { limit: 50 })).toEqual({ items: [], nextCursor: null });
  });
});
