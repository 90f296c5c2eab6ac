import { QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keys } from "../../../api/keys.ts";
import { ApiProblem } from "../../../api/problem.ts";
import { drafts, writeThreadDraft } from "../state/drafts.ts";
import { answerOf } from "../testing/messages.ts";
import type { ConversationDetail, Sent } from "../types.ts";
import * as calls from "./message-calls.ts";
import { notices } from "./notice.ts";
import { pendingSends } from "./pending-send.ts";
import { createdConversations, sendDraft, takeBack } from "./send-question.ts";

vi.mock("./message-calls.ts");

const sent: Sent = {
  conversation: {
    id: "c9",
    title: "",
    titled: false,
    model: null,
    assistant: null,
    answering: true,
    createdAt: "2026-11-20T10:00:00.000Z",
    updatedAt: "2026-11-20T10:00:00.000Z",
  },
  question: { ...answerOf("complete"), id: "q1", role: "user", text: "How long?" },
  answer: { ...answerOf("streaming"), id: "a1" },
  replayed: false,
};
const refusal = (status: number, code: string) => new ApiProblem({ status, code, title: "t", detail: "d" });
const post = vi.mocked(calls.postMessage);
let client: QueryClient;

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => kept.set(name, value),
    removeItem: (name: string) => kept.delete(name),
  });
  for (const store of [drafts, notices, pendingSends, createdConversations]) store.clear();
  vi.mocked(calls.createConversation).mockReset().mockResolvedValue("c9");
  vi.mocked(calls.discardConversation).mockReset();
  post.mockReset();
  client = new QueryClient();
});
afterEach(() => {
  vi.unstubAllGlobals();
  client.clear();
});

const settled = (key: string) => vi.waitFor(() => expect(pendingSends.get(key)).toBeNull());

test("the text leaves the composer at once and is on its way", () => {
  post.mockReturnValue(new Promise(() => {}));
  writeThreadDraft("w1/c1", { text: "  How long?  " });
  sendDraft(client, "w1/c1", "m");
  expect(drafts.get("w1/c1").text).toBe("");
  expect(pendingSends.get("w1/c1")).toMatchObject({ text: "How long?", model: "m", state: "sending" });
});

test("pressing Enter twice sends once", () => {
  post.mockReturnValue(new Promise(() => {}));
  writeThreadDraft("w1/c1", { text: "How long?" });
  sendDraft(client, "w1/c1", "m");
  writeThreadDraft("w1/c1", { text: "and this" });
  sendDraft(client, "w1/c1", "m");
  expect(post).toHaveBeenCalledTimes(1);
  expect(drafts.get("w1/c1").text).toBe("and this");
});

test("nothing is sent of blanks", () => {
  writeThreadDraft("w1/c1", { text: " \n " });
  sendDraft(client, "w1/c1", "m");
  expect(post).not.toHaveBeenCalled();
});

test("what was answered stands in the conversation, and nothing is on its way any more", async () => {
  post.mockResolvedValue(sent);
  writeThreadDraft("w1/c9", { text: "How long?" });
  sendDraft(client, "w1/c9", "m");
  await settled("w1/c9");
  const detail = client.getQueryData<ConversationDetail>(keys.conversation("w1", "c9"));
  expect(detail?.messages.map(({ id }) => id)).toEqual(["q1", "a1"]);
  expect(createdConversations.get("w1/c9")).toBeNull();
});

test("a first question names the conversation that it made, and takes along what was typed since", async () => {
  post.mockResolvedValue(sent);
  writeThreadDraft("w1/new", { text: "How long?" });
  sendDraft(client, "w1/new", "m");
  writeThreadDraft("w1/new", { text: "next" });
  await vi.waitFor(() => expect(createdConversations.get("w1/new")).toBe("c9"));
  expect(post.mock.calls.map(([, conversationId]) => conversationId)).toEqual(["c9"]);
  expect([drafts.get("w1/new").text, drafts.get("w1/c9").text]).toEqual(["", "next"]);
});

test("a refused question comes back with its reason, and the conversation made for it goes", async () => {
  post.mockRejectedValue(refusal(402, "insufficient_credit"));
  writeThreadDraft("w1/new", { text: "How long?", attachments: [{ name: "a.txt", text: "x" }] });
  sendDraft(client, "w1/new", "m");
  await settled("w1/new");
  expect(drafts.get("w1/new")).toEqual({ text: "How long?", attachments: [{ name: "a.txt", text: "x" }] });
  expect(notices.get("w1/new")?.kind).toBe("credit");
  expect(calls.discardConversation).toHaveBeenCalledWith("w1", "c9");
});

test("a notice of before is gone as soon as the next question leaves", () => {
  post.mockReturnValue(new Promise(() => {}));
  notices.set("w1/c1", { kind: "busy" });
  writeThreadDraft("w1/c1", { text: "How long?" });
  sendDraft(client, "w1/c1", "m");
  expect(notices.get("w1/c1")).toBeNull();
});

test("a question taken back stands before what was typed since, and its late answer is not shown twice", async () => {
  let answer: (value: Sent) => void = () => {};
  post.mockReturnValue(new Promise((resolve) => (answer = resolve)));
  writeThreadDraft("w1/c1", { text: "first" });
  sendDraft(client, "w1/c1", "m");
  await vi.waitFor(() => expect(post).toHaveBeenCalledTimes(1));
  writeThreadDraft("w1/c1", { text: "second" });
  takeBack("w1/c1");
  expect(drafts.get("w1/c1").text).toBe("first\n\nsecond");
  expect(pendingSends.get("w1/c1")).toBeNull();
  answer(sent);
  await vi.waitFor(() => expect(client.isFetching()).toBe(0));
  expect(drafts.get("w1/c1").text).toBe("first\n\nsecond");
});
