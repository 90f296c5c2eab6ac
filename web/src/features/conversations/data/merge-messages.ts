import type { ConversationDetail, Message, Sent } from "../types.ts";

interface MessagePage {
  readonly items: readonly Message[];
  readonly nextCursor: string | null;
}

/**
 * A fresh newest page joined with what is already loaded. Earlier messages stay as long as the page connects to
 * them; after a long absence, when there is a hole in between, loading starts again from the newest page.
 * A page that was fetched before the latest change takes nothing back: what is finished stays finished.
 */
export function mergeDetail(
  known: ConversationDetail | undefined,
  fresh: ConversationDetail,
): ConversationDetail {
  if (!known) return fresh;
  const first = fresh.messages[0];
  const last = fresh.messages.at(-1);
  if (!first || !last) return { ...known, conversation: fresh.conversation };
  const from = known.messages.findIndex((message) => message.id === first.id);
  if (from < 0) return fresh;
  const to = known.messages.findIndex((message) => message.id === last.id);
  const byId = new Map(known.messages.map((message) => [message.id, message]));
  const page = fresh.messages.map((message) => unchanged(byId.get(message.id), message));
  return {
    ...fresh,
    messages: [...known.messages.slice(0, from), ...page, ...(to < 0 ? [] : known.messages.slice(to + 1))],
    earlierCursor: from === 0 ? fresh.earlierCursor : known.earlierCursor,
  };
}

/** A message that says the same stays the same object, so that it is not drawn again. */
function unchanged(before: Message | undefined, message: Message): Message {
  if (!before) return message;
  const finished = message.status === "streaming" && before.status !== "streaming";
  return finished || JSON.stringify(before) === JSON.stringify(message) ? before : message;
}

/** An earlier page put before what is loaded; messages that both hold stand once. */
export function prependEarlier(detail: ConversationDetail, page: MessagePage): ConversationDetail {
  const known = new Set(detail.messages.map((message) => message.id));
  const earlier = inReadingOrder(page.items).filter((message) => !known.has(message.id));
  return { ...detail, messages: [...earlier, ...detail.messages], earlierCursor: page.nextCursor };
}

/** Question and answer at their place: replaced where they are known, else behind everything. */
export function addSent(detail: ConversationDetail | undefined, sent: Sent): ConversationDetail {
  const known = detail ?? { conversation: sent.conversation, messages: [], earlierCursor: null };
  const messages = putMessage(putMessage(known.messages, sent.question), sent.answer);
  return { ...known, conversation: sent.conversation, messages };
}

/** One message as it is now; the conversation is free again when it was the answer being written. */
export function updateMessage(detail: ConversationDetail, message: Message): ConversationDetail {
  const messages = putMessage(detail.messages, message);
  const answering = messages.some((other) => other.status === "streaming");
  return { ...detail, conversation: { ...detail.conversation, answering }, messages };
}

function putMessage(messages: readonly Message[], message: Message): Message[] {
  const at = messages.findIndex((other) => other.id === message.id);
  return at < 0 ? [...messages, message] : messages.with(at, message);
}

function inReadingOrder(items: readonly Message[]): readonly Message[] {
  const first = items[0];
  const last = items.at(-1);
  return first && last && first.createdAt > last.createdAt ? items.toReversed() : items;
}
