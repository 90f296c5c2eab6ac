import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";
import { keys } from "../../../api/keys.ts";
import { toast } from "../../../api/toast.ts";
import { useWorkspace } from "../../../api/workspace.ts";
import { withoutEmpty } from "../../../ui/without-empty.ts";
import type { Document, DocumentState } from "../types.ts";

const PAGE = 50;

export interface DocumentFilter {
  readonly collection?: string | undefined;
  readonly search?: string | undefined;
  readonly state?: DocumentState | undefined;
}

export function documentsQuery(workspaceId: string, filter: DocumentFilter) {
  return infiniteQueryOptions({
    queryKey: [...keys.documents(workspaceId), filter],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET("/api/workspaces/{workspaceId}/knowledge/documents", {
          params: {
            path: { workspaceId },
            query: {
              limit: PAGE,
              ...withoutEmpty({
                cursor: pageParam ?? undefined,
                collectionId: filter.collection,
                search: filter.search,
                state: filter.state,
              }),
            },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (previous) => previous,
  });
}

/** One document, by itself: its state while it is read. */
export function documentQuery(workspaceId: string, documentId: string) {
  return queryOptions({
    queryKey: keys.document(workspaceId, documentId),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/workspaces/{workspaceId}/knowledge/documents/{documentId}", {
          params: { path: { workspaceId, documentId } },
          signal,
        }),
      ),
  });
}

type Place = { readonly params: { readonly path: { workspaceId: string; documentId: string } } };

function useDocumentCall<Result>(call: (place: Place) => Promise<Result>, failed: (name: string) => string) {
  const { id: workspaceId } = useWorkspace();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (document: Pick<Document, "id" | "name">) =>
      call({ params: { path: { workspaceId, documentId: document.id } } }),
    onError: (error, { name }) => toast.failed(error, failed(name)),
    onSettled: (_data, _error, { id }) => {
      void client.invalidateQueries({ queryKey: keys.document(workspaceId, id) });
      void client.invalidateQueries({ queryKey: keys.documents(workspaceId) });
      return client.invalidateQueries({ queryKey: keys.collections(workspaceId) });
    },
  });
}

export function useRetryDocument() {
  return useDocumentCall(
    (place) =>
      unwrap(api.POST("/api/workspaces/{workspaceId}/knowledge/documents/{documentId}/retry", place)),
    (name) => `${name} is not being read again`,
  );
}

export function useCancelDocument() {
  return useDocumentCall(
    (place) =>
      unwrap(api.POST("/api/workspaces/{workspaceId}/knowledge/documents/{documentId}/cancel", place)),
    (name) => `${name} is still being read`,
  );
}

export function useDeleteDocument() {
  return useDocumentCall(
    (place) => unwrap(api.DELETE("/api/workspaces/{workspaceId}/knowledge/documents/{documentId}", place)),
    (name) => `${name} is still here`,
  );
}
