import { type InfiniteData, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { api, unwrap } from "../../../api/client.ts";
import { keys } from "../../../api/keys.ts";
import { toast } from "../../../api/toast.ts";
import { useWorkspace } from "../../../api/workspace.ts";
import type { Conversation, ConversationDetail } from "../types.ts";

interface ListPage {
  readonly items: readonly Conversation[];
  readonly nextCursor: string | null;
}
type List = InfiniteData<ListPage>;

export interface ConversationActions {
  /** Shows the new title at once; puts the old one back when it was not saved. */
  readonly rename: (conversation: Conversation, title: string) => Promise<void>;
  /** Takes it off the list at once and offers to bring it back. */
  readonly remove: (conversation: Conversation, isOpen: boolean) => Promise<void>;
}

export function useConversationActions(): ConversationActions {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { id: workspaceId, slug } = useWorkspace();

  const rename = useCallback<ConversationActions["rename"]>(
    async (conversation, title) => {
      const path = { workspaceId, conversationId: conversation.id };
      const show = (shown: Conversation) => {
        changeLists(client, workspaceId, (items) =>
          items.map((item) => (item.id === shown.id ? { ...item, ...shown } : item)),
        );
        client.setQueryData<ConversationDetail>(
          keys.conversation(workspaceId, shown.id),
          (detail) =>
            detail && {
              ...detail,
              conversation: { ...detail.conversation, title: shown.title, titled: shown.titled },
            },
        );
      };
      show({ ...conversation, title, titled: true });
      try {
        await unwrap(
          api.PATCH("/api/workspaces/{workspaceId}/conversations/{conversationId}", {
            params: { path },
            body: { title },
          }),
        );
      } catch (error) {
        show(conversation);
        toast.failed(error, "The title was not saved");
      }
      void client.invalidateQueries({ queryKey: keys.conversations(workspaceId) });
    },
    [client, workspaceId],
  );

  const remove = useCallback<ConversationActions["remove"]>(
    async (conversation, isOpen) => {
      const path = { workspaceId, conversationId: conversation.id };
      const open = {
        to: "/w/$slug/chat/$conversationId",
        params: { slug, conversationId: conversation.id },
      } as const;
      changeLists(client, workspaceId, (items) => items.filter((item) => item.id !== conversation.id));
      if (isOpen) await navigate({ to: "/w/$slug/chat", params: { slug } });
      const undo = async () => {
        try {
          await unwrap(
            api.POST("/api/workspaces/{workspaceId}/conversations/{conversationId}/restore", {
              params: { path },
            }),
          );
          if (isOpen) await navigate(open);
        } catch (error) {
          toast.failed(error, "The conversation was not brought back");
        }
        void client.invalidateQueries({ queryKey: keys.conversations(workspaceId) });
      };
      try {
        await unwrap(
          api.DELETE("/api/workspaces/{workspaceId}/conversations/{conversationId}", { params: { path } }),
        );
        client.removeQueries({ queryKey: keys.conversation(workspaceId, conversation.id) });
        toast.undo("Conversation deleted", () => void undo());
      } catch (error) {
        if (isOpen) await navigate(open);
        toast.failed(error, "The conversation was not deleted");
      }
      void client.invalidateQueries({ queryKey: keys.conversations(workspaceId) });
    },
    [client, navigate, slug, workspaceId],
  );

  return { rename, remove };
}

/** Changes every loaded list, searched ones too. */
function changeLists(
  client: ReturnType<typeof useQueryClient>,
  workspaceId: string,
  change: (items: readonly Conversation[]) => readonly Conversation[],
): void {
  client.setQueriesData<List>({ queryKey: [...keys.conversations(workspaceId), "list"] }, (list) =>
    list ? { ...list, pages: list.pages.map((page) => ({ ...page, items: change(page.items) })) } : list,
  );
}
