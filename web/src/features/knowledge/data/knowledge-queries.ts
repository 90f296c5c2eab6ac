import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";
import { keys } from "../../../api/keys.ts";

/** Questions that the workspace's own documents answer. */
export function suggestionsQuery(workspaceId: string) {
  return queryOptions({
    queryKey: keys.suggestions(workspaceId),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/workspaces/{workspaceId}/knowledge/suggestions", {
          params: { path: { workspaceId } },
          signal,
        }),
      ),
    staleTime: 60_000,
  });
}

export function knowledgeSettingsQuery(workspaceId: string) {
  return queryOptions({
    queryKey: keys.knowledgeSettings(workspaceId),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/workspaces/{workspaceId}/knowledge/settings", {
          params: { path: { workspaceId } },
          signal,
        }),
      ),
  });
}
