import type { QueryClient } from "@tanstack/react-query";
import { asProblem } from "../../../api/client.ts";
import { keys } from "../../../api/keys.ts";
import { addSent } from "../data/merge-messages.ts";
import {
  type Draft,
  drafts,
  EMPTY_DRAFT,
  moveDraft,
  restoreDraft,
  writeThreadDraft,
} from "../state/drafts.ts";
import { KeyedStore } from "../state/keyed-store.ts";
import { isOnline, online, wait } from "../state/network.ts";
import { placeOf, threadKey } from "../state/thread-key.ts";
import type { ConversationDetail, Sent } from "../types.ts";
import { type Delivery, deliver } from "./deliver.ts";
import { createConversation, discardConversation, postMessage } from "./message-calls.ts";
import { noticeOf, notices } from "./notice.ts";
import { type PendingSend, pendingSends, setPending } from "./pending-send.ts";

/** The conversation that the first question of a new chat created; the page goes there. */
export const createdConversations = new KeyedStore<string | null>(() => null);

const running = new Map<string, AbortController>();

/** Sends what stands in the composer. The text leaves the composer at once and comes back when it is refused. */
export function sendDraft(
  client: QueryClient,
  key: string,
  model: string,
  assistantId: string | null = null,
): void {
  const draft = drafts.get(key);
  if (pendingSends.get(key) || draft.text.trim() === "") return;
  const { conversationId } = placeOf(key);
  const pending: PendingSend = {
    text: draft.text.trim(),
    attachments: draft.attachments,
    idempotencyKey: crypto.randomUUID(),
    model,
    assistantId,
    conversationId,
    state: "sending",
    reason: null,
  };
  notices.set(key, null);
  writeThreadDraft(key, EMPTY_DRAFT);
  setPending(key, pending);
  void run(client, key, pending);
}

/** Goes on with a send that failed or that a reload interrupted, with the same key. */
export function resumeSend(client: QueryClient, key: string): void {
  const pending = pendingSends.get(key);
  if (!pending || running.has(key)) return;
  setPending(key, { ...pending, state: "sending", reason: null });
  void run(client, key, pending);
}

/** Takes an unanswered send back into the composer. */
export function takeBack(key: string): void {
  const pending = pendingSends.get(key);
  running.get(key)?.abort();
  if (!pending) return;
  setPending(key, null);
  restoreDraft(key, pending);
}

async function run(client: QueryClient, key: string, pending: PendingSend): Promise<void> {
  const { workspaceId } = placeOf(key);
  const abort = new AbortController();
  running.set(key, abort);
  const change = (part: Partial<PendingSend>) => {
    const now = pendingSends.get(key);
    if (now?.idempotencyKey === pending.idempotencyKey) setPending(key, { ...now, ...part });
  };
  let delivery: Delivery;
  try {
    delivery = await deliver(pending.conversationId, {
      create: () => createConversation(workspaceId),
      post: (conversationId) => postMessage(workspaceId, conversationId, pending),
      discard: (conversationId) => discardConversation(workspaceId, conversationId),
      onConversation: (conversationId) => change({ conversationId }),
      onWaiting: (problem, offline) =>
        change({ state: "waiting", reason: offline ? "Waiting for the connection." : problem.detail }),
      wait,
      online,
      isOnline,
      signal: abort.signal,
    });
  } catch (error) {
    delivery = { kind: "failed", problem: asProblem(error) };
  }
  if (running.get(key) === abort) running.delete(key);
  settle(client, key, pending, delivery, change);
}

function settle(
  client: QueryClient,
  key: string,
  pending: Draft,
  delivery: Delivery,
  change: (part: Partial<PendingSend>) => void,
): void {
  if (delivery.kind === "cancelled") return;
  if (delivery.kind === "failed") {
    change({ state: "failed", reason: delivery.problem.detail });
    return;
  }
  if (delivery.kind === "refused") {
    setPending(key, null);
    restoreDraft(key, pending);
    notices.set(key, noticeOf(delivery.problem, Date.now()));
    refreshAfterRefusal(client, key);
    return;
  }
  const { workspaceId, conversationId } = placeOf(key);
  void showSent(client, workspaceId, delivery.sent).then(() => {
    setPending(key, null);
    if (conversationId !== null) return;
    moveDraft(key, threadKey({ workspaceId, conversationId: delivery.sent.conversation.id }));
    createdConversations.set(key, delivery.sent.conversation.id);
  });
}

/** Question and answer into the cache. A load that began before would bring the state of then, so it is dropped. */
export async function showSent(client: QueryClient, workspaceId: string, sent: Sent): Promise<void> {
  const queryKey = keys.conversation(workspaceId, sent.conversation.id);
  await client.cancelQueries({ queryKey });
  client.setQueryData<ConversationDetail>(queryKey, (detail) => addSent(detail, sent));
  void client.invalidateQueries({ queryKey: keys.conversations(workspaceId) });
  void client.invalidateQueries({ queryKey: keys.wallet(workspaceId) });
}

/** A conflict means that this page has not heard of an answer, and the wall that it shows an old balance. */
function refreshAfterRefusal(client: QueryClient, key: string): void {
  const { workspaceId, conversationId } = placeOf(key);
  void client.invalidateQueries({ queryKey: keys.wallet(workspaceId) });
  if (conversationId !== null) {
    void client.invalidateQueries({ queryKey: keys.conversation(workspaceId, conversationId) });
  }
}
