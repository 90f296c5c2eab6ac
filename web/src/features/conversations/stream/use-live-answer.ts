import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { asProblem } from "../../../api/client.ts";
import { keys } from "../../../api/keys.ts";
import { problemOf } from "../../../api/problem.ts";
import { updateMessage } from "../data/merge-messages.ts";
import { isOnline, online, wait } from "../state/network.ts";
import type { ConversationDetail, Message } from "../types.ts";
import type { LiveSource, LiveState } from "./live-answer.ts";
import { liveAnswer, watchAnswer } from "./live-answers.ts";
import { parseStreamEvent } from "./stream-event.ts";

/**
 * An answer that is being written, followed from wherever it stands: after sending, after a reload, in a second tab.
 * @returns null for an answer that is finished
 */
export function useLiveAnswer(
  workspaceId: string,
  conversationId: string,
  message: Message,
): LiveState | null {
  const client = useQueryClient();
  const { id, text } = message;
  const live = message.status === "streaming" ? liveAnswer(id, text) : null;
  useEffect(() => {
    if (live) return watchAnswer(id, answerSource(client, workspaceId, conversationId, id));
  }, [live, client, workspaceId, conversationId, id]);
  useEffect(() => {
    live?.catchUp(text);
  }, [live, text]);
  return useSyncExternalStore(live?.subscribe ?? neverChanges, live?.state ?? noState);
}

const neverChanges = () => () => {};
const noState = () => null;

function answerSource(
  client: QueryClient,
  workspaceId: string,
  conversationId: string,
  id: string,
): LiveSource {
  const queryKey = keys.conversation(workspaceId, conversationId);
  return {
    open: (after, signal) => openStream(workspaceId, conversationId, id, after, signal),
    parse: parseStreamEvent,
    isFinal: (problem) => !asProblem(problem).transient,
    wait,
    online,
    isOnline,
    onDone: (message) => finishAnswer(client, workspaceId, conversationId, message),
    refetch: async () => {
      await client.refetchQueries({ queryKey, exact: true });
      const detail = client.getQueryData<ConversationDetail>(queryKey);
      return detail?.messages.some((message) => message.id === id && message.status === "streaming") ?? false;
    },
  };
}

/** Puts a finished (or stopped) answer in its place, and lets everything that shows money or titles follow. */
export function finishAnswer(
  client: QueryClient,
  workspaceId: string,
  conversationId: string,
  message: Message,
): void {
  const queryKey = keys.conversation(workspaceId, conversationId);
  client.setQueryData<ConversationDetail>(queryKey, (detail) => detail && updateMessage(detail, message));
  void client.invalidateQueries({ queryKey: keys.wallet(workspaceId) });
  void client.invalidateQueries({ queryKey: keys.conversations(workspaceId) });
}

async function openStream(
  workspaceId: string,
  conversationId: string,
  messageId: string,
  after: number,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const path = [workspaceId, "conversations", conversationId, "messages", messageId]
    .map(encodeURIComponent)
    .join("/");
  const response = await fetch(`/api/workspaces/${path}/stream?after=${after}`, {
    signal,
    credentials: "same-origin",
    cache: "no-store",
    headers: { accept: "text/event-stream" },
  });
  if (response.ok && response.body) return response.body;
  throw problemOf(response.status, await response.json().catch(() => null));
}
