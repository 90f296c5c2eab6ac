import { IconMessageCircle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { api, unwrap } from "../../api/client.ts";
import { keys } from "../../api/keys.ts";
import { useWorkspace } from "../../api/workspace.ts";
import { relativeTimeText } from "../../ui/relative-time-text.ts";
import type { PaletteItem } from "./palette-item.ts";

const MOST = 6;

/** The latest conversations, or those that the search finds. */
export function usePaletteConversations(search: string): { items: PaletteItem[]; searching: boolean } {
  const { id: workspaceId, slug } = useWorkspace();
  const navigate = useNavigate();
  const { data, isFetching } = useQuery({
    queryKey: [...keys.conversations(workspaceId), "palette", search],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/workspaces/{workspaceId}/conversations", {
          params: { path: { workspaceId }, query: { limit: MOST, ...(search === "" ? {} : { search }) } },
          signal,
        }),
      ),
    placeholderData: (previous) => previous,
  });
  const now = new Date();
  const items = (data?.items ?? []).slice(0, MOST).map(
    ({ id, title, updatedAt }): PaletteItem => ({
      id,
      group: "Conversations",
      label: title,
      caption: relativeTimeText(new Date(updatedAt), now),
      icon: IconMessageCircle,
      run: () => void navigate({ to: "/w/$slug/chat/$conversationId", params: { slug, conversationId: id } }),
    }),
  );
  return { items, searching: isFetching };
}
