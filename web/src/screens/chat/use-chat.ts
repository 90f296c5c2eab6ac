import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useCallback, useMemo, useRef } from "react";
import { keys } from "../../api/keys.ts";
import { useWorkspace } from "../../api/workspace.ts";
import { type Composer, useComposer } from "../../features/conversations/composer/use-composer.ts";
import { conversationQuery } from "../../features/conversations/data/conversation-query.ts";
import {
  findSource,
  type OpenSource,
  readSource,
} from "../../features/conversations/sources/source-place.ts";
import { restoreDraft } from "../../features/conversations/state/drafts.ts";
import { threadKey } from "../../features/conversations/state/thread-key.ts";
import type { ThreadView } from "../../features/conversations/thread/thread-context.ts";
import type { ConversationDetail, Message } from "../../features/conversations/types.ts";
import { chatSearch } from "./chat-search.ts";

const NO_MESSAGES: readonly Message[] = [];

export interface Chat {
  readonly key: string;
  readonly detail: ConversationDetail | undefined;
  readonly error: Error | null;
  readonly reload: () => void;
  readonly reloading: boolean;
  readonly messages: readonly Message[];
  readonly composer: Composer;
  readonly input: React.RefObject<HTMLTextAreaElement | null>;
  readonly source: OpenSource | null;
  readonly view: ThreadView;
  readonly showSource: (messageId: string, number: number) => void;
  readonly closeSource: () => void;
}

/** One conversation, or a new chat, with its composer and the passage open beside it. */
export function useChat(conversationId: string | null, search: Readonly<Record<string, unknown>>): Chat {
  const { id: workspaceId, can } = useWorkspace();
  const writes = can("chat.use");
  const client = useQueryClient();
  const navigate = useNavigate();
  const key = threadKey({ workspaceId, conversationId });
  const query = useQuery({
    ...conversationQuery(client, workspaceId, conversationId ?? ""),
    ...(conversationId === null ? { queryKey: keys.conversation(workspaceId, "") } : {}),
    enabled: conversationId !== null,
  });
  const detail = conversationId === null ? undefined : query.data;
  const messages = detail?.messages ?? NO_MESSAGES;
  const composer = useComposer(key, messages, detail?.conversation.model ?? null);
  const input = useRef<HTMLTextAreaElement>(null);
  const source = findSource(messages, readSource(search));

  const showSource = useCallback(
    (messageId: string, number: number) =>
      void navigate({
        to: ".",
        search: chatSearch({ source: number, of: messageId }),
      }),
    [navigate],
  );
  const closeSource = useCallback(() => void navigate({ to: ".", search: chatSearch({}) }), [navigate]);
  const focusComposer = useCallback(() => input.current?.focus(), []);
  const edit = useCallback(
    (text: string) => {
      restoreDraft(key, { text, attachments: [] });
      focusComposer();
    },
    [key, focusComposer],
  );

  const { models, model } = composer.choice;
  const openMessage = source?.message.id;
  const openNumber = source?.citation.number;
  const view = useMemo<ThreadView>(
    () => ({
      workspaceId,
      conversationId: conversationId ?? "",
      writes,
      model: model?.id ?? null,
      nameOfModel: (id) => models.find((candidate) => candidate.id === id)?.name ?? id,
      source: openMessage && openNumber ? { messageId: openMessage, number: openNumber } : null,
      showSource,
      edit,
      focusComposer,
    }),
    [
      workspaceId,
      conversationId,
      writes,
      model,
      models,
      openMessage,
      openNumber,
      showSource,
      edit,
      focusComposer,
    ],
  );
  return {
    key,
    detail,
    error: query.error,
    reload: () => void query.refetch(),
    reloading: query.isFetching,
    messages,
    composer,
    input,
    source,
    view,
    showSource,
    closeSource,
  };
}
