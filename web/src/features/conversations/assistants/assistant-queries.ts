import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";
import { keys } from "../../../api/keys.ts";
import { useWorkspace } from "../../../api/workspace.ts";
import type { Assistant } from "../types.ts";

/** The assistants that the workspace has defined, by name; the default one is not among them. */
export function assistantsQuery(workspaceId: string) {
  return queryOptions({
    queryKey: keys.assistants(workspaceId),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/workspaces/{workspaceId}/assistants", { params: { path: { workspaceId } }, signal }),
      ),
    staleTime: 60_000,
  });
}

export type AssistantInput = Pick<
  Assistant,
  "name" | "description" | "instructions" | "model" | "collectionIds"
>;

export function useSaveAssistant() {
  const { id: workspaceId } = useWorkspace();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...body }: AssistantInput & { readonly id?: string }) =>
      id === undefined
        ? unwrap(
            api.POST("/api/workspaces/{workspaceId}/assistants", { params: { path: { workspaceId } }, body }),
          )
        : unwrap(
            api.PATCH("/api/workspaces/{workspaceId}/assistants/{assistantId}", {
              params: { path: { workspaceId, assistantId: id } },
              body,
            }),
          ),
    onSettled: () => client.invalidateQueries({ queryKey: keys.assistants(workspaceId) }),
  });
}

export function useDeleteAssistant() {
  const { id: workspaceId } = useWorkspace();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (assistantId: string) =>
      unwrap(
        api.DELETE("/api/workspaces/{workspaceId}/assistants/{assistantId}", {
          params: { path: { workspaceId, assistantId } },
        }),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: keys.assistants(workspaceId) }),
  });
}
