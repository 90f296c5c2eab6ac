import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";
import { keys } from "../../../api/keys.ts";
import { collectionsQuery } from "../../../api/queries.ts";
import { useWorkspace } from "../../../api/workspace.ts";
import type { Collection } from "../types.ts";

export type CollectionInput = Pick<
  Collection,
  "name" | "description" | "access" | "readers" | "embeddingModel"
>;

export function useSaveCollection() {
  const { id: workspaceId } = useWorkspace();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({
      id,
      ...body
    }: Partial<CollectionInput> & { readonly name: string; readonly id?: string }) =>
      id === undefined
        ? unwrap(
            api.POST("/api/workspaces/{workspaceId}/knowledge/collections", {
              params: { path: { workspaceId } },
              body,
            }),
          )
        : unwrap(
            api.PATCH("/api/workspaces/{workspaceId}/knowledge/collections/{collectionId}", {
              params: { path: { workspaceId, collectionId: id } },
              body,
            }),
          ),
    onSuccess: (saved) => {
      client.setQueryData(collectionsQuery(workspaceId).queryKey, (before) => withCollection(before, saved));
    },
    onSettled: () => client.invalidateQueries({ queryKey: keys.collections(workspaceId) }),
  });
}

/** The list with the saved one in its place, so that the page can go there before the list is asked for again. */
function withCollection<List extends { items: Collection[] }>(list: List | undefined, saved: Collection) {
  if (list === undefined) return undefined;
  const known = list.items.some(({ id }) => id === saved.id);
  const items = known ? list.items.map((one) => (one.id === saved.id ? saved : one)) : [...list.items, saved];
  return { ...list, items };
}

export function useDeleteCollection() {
  const { id: workspaceId } = useWorkspace();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (collectionId: string) =>
      unwrap(
        api.DELETE("/api/workspaces/{workspaceId}/knowledge/collections/{collectionId}", {
          params: { path: { workspaceId, collectionId } },
        }),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: keys.knowledge(workspaceId) }),
  });
}
