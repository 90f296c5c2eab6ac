import { infiniteQueryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";
import { keys } from "../../../api/keys.ts";
import { toast } from "../../../api/toast.ts";
import { useWorkspace } from "../../../api/workspace.ts";
import type { WebSource } from "../types.ts";

const PAGE = 50;

/** Newest first. */
export function sourcesQuery(workspaceId: string) {
  return infiniteQueryOptions({
    queryKey: keys.webSources(workspaceId),
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET("/api/workspaces/{workspaceId}/knowledge/sources", {
          params: {
            path: { workspaceId },
            query: { limit: PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** What became of each page of a website. */
export function sourcePagesQuery(workspaceId: string, sourceId: string) {
  return infiniteQueryOptions({
    queryKey: [...keys.webSources(workspaceId), sourceId, "pages"],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET("/api/workspaces/{workspaceId}/knowledge/sources/{sourceId}/pages", {
          params: {
            path: { workspaceId, sourceId },
            query: { limit: PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

export type SourceInput = Pick<
  WebSource,
  "collectionId" | "mode" | "url" | "maxDepth" | "maxPages" | "everyHours"
>;

export function useAddSource() {
  const { id: workspaceId } = useWorkspace();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: SourceInput) =>
      unwrap(
        api.POST("/api/workspaces/{workspaceId}/knowledge/sources", {
          params: { path: { workspaceId } },
          body,
        }),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: keys.webSources(workspaceId) }),
  });
}

type Place = { readonly params: { readonly path: { workspaceId: string; sourceId: string } } };

function useSourceCall<Result>(call: (place: Place) => Promise<Result>, failed: string) {
  const { id: workspaceId } = useWorkspace();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (source: Pick<WebSource, "id">) =>
      call({ params: { path: { workspaceId, sourceId: source.id } } }),
    onError: (error) => toast.failed(error, failed),
    onSettled: () => client.invalidateQueries({ queryKey: keys.knowledge(workspaceId) }),
  });
}

export function useRecrawlSource() {
  return useSourceCall(
    (place) => unwrap(api.POST("/api/workspaces/{workspaceId}/knowledge/sources/{sourceId}/crawl", place)),
    "The website is not being read again",
  );
}

export function useCancelSource() {
  return useSourceCall(
    (place) => unwrap(api.POST("/api/workspaces/{workspaceId}/knowledge/sources/{sourceId}/cancel", place)),
    "The website is still being read",
  );
}

export function useRemoveSource() {
  return useSourceCall(
    (place) => unwrap(api.DELETE("/api/workspaces/{workspaceId}/knowledge/sources/{sourceId}", place)),
    "The website is still here",
  );
}
