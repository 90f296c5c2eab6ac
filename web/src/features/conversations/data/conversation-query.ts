import { infiniteQueryOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";
import { keys } from "../../../api/keys.ts";
import type { ConversationDetail } from "../types.ts";
import { mergeDetail, prependEarlier } from "./merge-messages.ts";

/** Conversations a page of the list. */
const LIST_PAGE = 50;
/** Earlier messages a page. */
const EARLIER_PAGE = 50;

/** The conversation with all messages loaded so far: a refetch brings the newest page and keeps the earlier ones. */
export function conversationQuery(client: QueryClient, workspaceId: string, conversationId: string) {
  const queryKey = keys.conversation(workspaceId, conversationId);
  return queryOptions({
    queryKey,
    queryFn: async ({ signal }): Promise<ConversationDetail> => {
      const path = { workspaceId, conversationId };
      const fresh = await unwrap(
        api.GET("/api/workspaces/{workspaceId}/conversations/{conversationId}", { params: { path }, signal }),
      );
      return mergeDetail(client.getQueryData<ConversationDetail>(queryKey), fresh);
    },
    // Sharing by position would copy every message when earlier ones are put before them.
    structuralSharing: false,
  });
}

/**
 * Loads the page before the earliest loaded message.
 * @param before called right before the page is put in, to note what stands where
 */
export async function loadEarlier(
  client: QueryClient,
  workspaceId: string,
  conversationId: string,
  cursor: string,
  before: () => void,
): Promise<void> {
  const path = { workspaceId, conversationId };
  const page = await unwrap(
    api.GET("/api/workspaces/{workspaceId}/conversations/{conversationId}/messages", {
      params: { path, query: { cursor, limit: EARLIER_PAGE } },
    }),
  );
  before();
  client.setQueryData<ConversationDetail>(keys.conversation(workspaceId, conversationId), (known) =>
    known?.earlierCursor === cursor ? prependEarlier(known, page) : known,
  );
}

/** The list of conversations, latest first; a search looks at titles and texts. */
export function conversationListQuery(workspaceId: string, search: string) {
  return infiniteQueryOptions({
    queryKey: [...keys.conversations(workspaceId), "list", search],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET("/api/workspaces/{workspaceId}/conversations", {
          params: {
            path: { workspaceId },
            query: {
              limit: LIST_PAGE,
              ...(search ? { search } : {}),
              ...(pageParam ? { cursor: pageParam } : {}),
            },
          },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
  });
}
