import { type QueryClient, type QueryKey, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { keys } from "../api/keys.ts";
import { applyDocumentEvent } from "../features/knowledge/data/apply-document-event.ts";

const FIRST_WAIT_MS = 1000;
const LAST_WAIT_MS = 30_000;
const TOGETHER_MS = 150;

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
    case "document.changed":
    case "document.removed":
      return [
        keys.documents(workspaceId),
        keys.collections(workspaceId),
        keys.suggestions(workspaceId),
        ...(typeof event.documentId === "string" ? [keys.document(workspaceId, event.documentId)] : []),
      ];
    case "source.changed":
    case "source.removed":
      return [keys.webSources(workspaceId)];
    case "assistants.changed":
      return [keys.assistants(workspaceId)];
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

/**
 * Asks again for what is old, together for all events of a moment, and not before what was asked has come: forty
 * files that become ready one after the other would break off each other's loads.
 */
class Renewal {
  readonly #client: QueryClient;
  readonly #old = new Map<string, QueryKey>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(client: QueryClient) {
    this.#client = client;
  }

  add(queries: readonly QueryKey[]): void {
    for (const queryKey of queries) this.#old.set(JSON.stringify(queryKey), queryKey);
    if (this.#old.size > 0) this.#timer ??= setTimeout(() => void this.#run(), TOGETHER_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#old.clear();
  }

  async #run(): Promise<void> {
    const old = [...this.#old.values()];
    this.#old.clear();
    // Never rejects: a query that fails keeps its own error.
    await Promise.all(old.map((queryKey) => this.#client.invalidateQueries({ queryKey })));
    this.#timer = undefined;
    this.add([]);
  }
}

/** Follows what other tabs, devices and members do. After a gap everything of the workspace is asked for again. */
function followWorkspace(client: QueryClient, workspaceId: string): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wait = FIRST_WAIT_MS;
  let opened = false;
  const renewal = new Renewal(client);
  const connect = () => {
    source = new EventSource(`/api/workspaces/${encodeURIComponent(workspaceId)}/events`);
    source.onopen = () => {
      wait = FIRST_WAIT_MS;
      if (opened) renewal.add(queriesConcerned(workspaceId, '{"type":"resync"}'));
      opened = true;
    };
    source.onmessage = ({ data }: MessageEvent<string>) => {
      const event = parse(data);
      if (event?.type === "document.changed" && applyDocumentEvent(client, workspaceId, event)) return;
      renewal.add(queriesConcerned(workspaceId, data));
    };
    source.onerror = () => {
      if (source?.readyState !== EventSource.CLOSED) return;
      // Refused rather than lost: the person may no longer be a member, or no longer be signed in.
      renewal.add([keys.workspaces]);
      timer = setTimeout(connect, wait);
      wait = Math.min(wait * 2, LAST_WAIT_MS);
    };
  };
  connect();
  return () => {
    clearTimeout(timer);
    renewal.stop();
    source?.close();
  };
}

export function useWorkspaceEvents(workspaceId: string): void {
  const client = useQueryClient();
  useEffect(() => followWorkspace(client, workspaceId), [client, workspaceId]);
}
