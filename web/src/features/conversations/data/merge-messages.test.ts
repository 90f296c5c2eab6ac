import { expect, test } from "vitest";
import type { Conversation, ConversationDetail, Message } from "../types.ts";
import { addSent, mergeDetail, prependEarlier, updateMessage } from "./merge-messages.ts";

const conversation: Conversation = {
  id: "c",
  title: "Returns",
  titled: true,
  model: null,
  assistant: null,
  answering: false,
  createdAt: "2026-11-20T10:00:00.000Z",
  updatedAt: "2026-11-20T10:00:00.000Z",
};

function message(number: number, more: Partial<Message> = {}): Message {
  return {
    id: `m${number}`,
    role: number % 2 ? "user" : "assistant",
    status: "complete",
    text: `text ${number}`,
    attachments: [],
    citations: [],
    verdict: null,
    author: null,
    model: null,
    heldMicroPt: null,
    receipt: null,
    failure: null,
    continuesId: null,
    createdAt: new Date(Date.UTC(2026, 10, 20, 10, number)).toISOString(),
    ...more,
  };
}

function detail(from: number, to: number, earlierCursor: string | null = null): ConversationDetail {
  const messages = Array.from({ length: to - from + 1 }, (_, index) => message(from + index));
  return { conversation, messages, earlierCursor };
}

const ids = (of: ConversationDetail) => of.messages.map((item) => item.id);

test("earlier messages stay when the newest page comes again", () => {
  const merged = mergeDetail(detail(1, 10, "older"), detail(6, 12, "page"));
  expect(ids(merged)).toEqual(Array.from({ length: 12 }, (_, index) => `m${index + 1}`));
  expect(merged.earlierCursor).toBe("older");
});

test("a page that begins where the loaded messages begin replaces them with its own cursor", () => {
  expect(mergeDetail(detail(3, 8, "a"), detail(3, 9, "b"))).toEqual(detail(3, 9, "b"));
});

test("a hole in between starts afresh, nothing is shown out of order", () => {
  expect(mergeDetail(detail(1, 5), detail(20, 30, "gap"))).toEqual(detail(20, 30, "gap"));
  expect(mergeDetail(undefined, detail(1, 2))).toEqual(detail(1, 2));
});

test("a page fetched before the latest change takes nothing back", () => {
  const known = { ...detail(1, 3), messages: [...detail(1, 3).messages, message(4, { text: "whole" })] };
  const late = {
    ...detail(1, 4),
    messages: [...detail(1, 3).messages, message(4, { status: "streaming", text: "wh" })],
  };
  expect(mergeDetail(known, late).messages.at(-1)?.text).toBe("whole");
  expect(ids(mergeDetail(known, detail(1, 2)))).toEqual(["m1", "m2", "m3", "m4"]);
  expect(ids(mergeDetail(known, { ...detail(1, 2), messages: [] }))).toEqual(ids(known));
});

test("messages that say the same stay the same objects", () => {
  const known = detail(1, 4);
  const merged = mergeDetail(known, {
    ...detail(2, 4),
    messages: [message(2), message(3), message(4, { text: "new" })],
  });
  expect(merged.messages[1]).toBe(known.messages[1]);
  expect(merged.messages[2]).toBe(known.messages[2]);
  expect(merged.messages[3]?.text).toBe("new");
  const earlier = prependEarlier(known, { items: [message(0)], nextCursor: null });
  expect(earlier.messages[1]).toBe(known.messages[0]);
});

test("an earlier page goes before, in reading order, each message once", () => {
  const page = { items: [message(4), message(3), message(2)], nextCursor: "more" };
  const joined = prependEarlier(detail(4, 6, "page"), page);
  expect(ids(joined)).toEqual(["m2", "m3", "m4", "m5", "m6"]);
  expect(joined.earlierCursor).toBe("more");
});

test("what was sent is added once, also when the server answers the same send again", () => {
  const sent = {
    conversation,
    question: message(7),
    answer: message(8, { status: "streaming" }),
    replayed: false,
  };
  const once = addSent(detail(1, 6), sent);
  expect(ids(addSent(once, { ...sent, replayed: true }))).toEqual(ids(once));
  expect(ids(addSent(undefined, sent))).toEqual(["m7", "m8"]);
});

test("a retried answer keeps its question where it stands", () => {
  const again = {
    conversation,
    question: message(1),
    answer: message(8, { status: "streaming" }),
    replayed: false,
  };
  expect(ids(addSent(detail(1, 6), again))).toEqual(["m1", "m2", "m3", "m4", "m5", "m6", "m8"]);
});

test("a finished answer frees the conversation", () => {
  const running = addSent(detail(1, 2), {
    conversation: { ...conversation, answering: true },
    question: message(3),
    answer: message(4, { status: "streaming" }),
    replayed: false,
  });
  const done = updateMessage(running, message(4, { text: "whole" }));
  expect(done.conversation.answering).toBe(false);
  expect(done.messages.at(-1)?.text).toBe("whole");
});
