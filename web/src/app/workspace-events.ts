import { type QueryClient, type QueryKey, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { keys } from "../api/keys.ts";

const FIRST_WAIT_MS = 1000;
const LAST_WAIT_MS = 30_000;

/** The queries that an event of the workspace makes old. */
export function queriesConcerned(workspaceId: string, data: string): QueryKey[] {
  const event = parse(data);
  if (event === undefined) return [];
  const conversationId = typeof event.conversationId === "string" ? event.conversationId : undefined;
  switch (event.type) {
    case "wallet.changed":
      return [keys.wallet(workspaceId), keys.statement(workspaceId), keys.budgets(workspaceId)];
    case "conversation.changed":
    case "conversation.removed":
      return [
        keys.conversations(workspaceId),
        ...(conversationId === undefined ? [] : [keys.conversation(workspaceId, conversationId)]),
      ];
    case "member.changed":
      return [keys.members(workspaceId), keys.workspaces];
    case "resync":
      return [keys.workspace(workspaceId), keys.workspaces];
    default:
      return [];
  }
}

function parse(data: string): Record<string, unknown> | undefined {
  try {
    const event: unknown = JSON.parse(data);
    return typeof event === "object" && event !== null ? { ...event } : undefined;
  } catch {
    return undefined;
  }
}

function invalidate(client: QueryClient, queries: readonly QueryKey[]): void {
  for (const queryKey of queries) void client.invalidateQueries({ queryKey });
}

/** Follows what other tabs, devices and members do. After a gap everything of the workspace is asked for again. */
function followWorkspace(client: QueryClient, workspaceId: string): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wait = FIRST_WAIT_MS;
  let opened = false;
  const connect = () => {
    source = new EventSource(`/api/workspaces/${encodeURIComponent(workspaceId)}/events`);
    source.onopen = () => {
      wait = FIRST_WAIT_MS;
      if (opened) invalidate(client, queriesConcerned(workspaceId, '{"type":"resync"}'));
      opened = true;
    };
    source.onmessage = (message: MessageEvent<string>) =>
      invalidate(client, queriesConcerned(workspaceId, message.data));
    source.onerror = () => {
      if (source?.readyState !== EventSource.CLOSED) return;
      // Refused rather than lost: the person may no longer be a member, or no longer be signed in.
      invalidate(client, [keys.workspaces]);
      timer = setTimeout(connect, wait);
      wait = Math.min(wait * 2, LAST_WAIT_MS);
    };
  };
  connect();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
}

export function useWorkspaceEvents(workspaceId: string): void {
  const client = useQueryClient();
  useEffect(() => followWorkspace(client, workspaceId), [client, workspaceId]);
}
