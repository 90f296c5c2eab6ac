import { useQuery } from "@tanstack/react-query";
import { useWorkspace } from "../../../api/workspace.ts";
import { KeyedStore, useKeyed } from "../state/keyed-store.ts";
import { placeOf } from "../state/thread-key.ts";
import type { Assistant } from "../types.ts";
import { assistantsQuery } from "./assistant-queries.ts";

/** The assistant picked for a conversation that has not begun. */
export const pickedAssistants = new KeyedStore<string | null>(() => null);

export interface AssistantChoice {
  readonly assistants: readonly Assistant[];
  /** Null is the default one. */
  readonly assistant: Assistant | null;
  readonly choose: (id: string | null) => void;
}

/** Whom a new conversation asks. One that has begun keeps its assistant, so there is nothing to choose then. */
export function useAssistantChoice(key: string): AssistantChoice {
  const { workspaceId, conversationId } = placeOf(key);
  const { can } = useWorkspace();
  const { data } = useQuery({
    ...assistantsQuery(workspaceId),
    enabled: conversationId === null && can("assistants.read"),
  });
  const picked = useKeyed(pickedAssistants, key);
  const assistants = conversationId === null ? (data?.items ?? []) : [];
  return {
    assistants,
    assistant: assistants.find(({ id }) => id === picked) ?? null,
    choose: (id) => pickedAssistants.set(key, id),
  };
}
