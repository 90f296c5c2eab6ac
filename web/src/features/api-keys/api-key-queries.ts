import { infiniteQueryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "../../api/client.ts";
import { keys } from "../../api/keys.ts";
import { toast } from "../../api/toast.ts";
import type { ApiKey } from "../../api/types.ts";
import { useWorkspace } from "../../api/workspace.ts";

const PAGE_SIZE = 50;

export function apiKeysQuery(workspaceId: string) {
  return infiniteQueryOptions({
    queryKey: keys.apiKeys(workspaceId),
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET("/api/workspaces/{workspaceId}/api-keys", {
          params: {
            path: { workspaceId },
            query: { limit: PAGE_SIZE, ...(pageParam === null ? {} : { cursor: pageParam }) },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null, // The type of the first page mark is that of the later ones.
    getNextPageParam: (page) => page.nextCursor,
  });
}

export function useRevokeApiKey() {
  const { id: workspaceId } = useWorkspace();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (key: ApiKey) =>
      unwrap(
        api.DELETE("/api/workspaces/{workspaceId}/api-keys/{keyId}", {
          params: { path: { workspaceId, keyId: key.id } },
        }),
      ),
    onSuccess: (_nothing, key) => toast.done(`The key ${key.name} is revoked`),
    onSettled: () => client.invalidateQueries({ queryKey: keys.apiKeys(workspaceId) }),
  });
}
