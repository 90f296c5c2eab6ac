import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";
import { keys } from "../../../api/keys.ts";
import { toast } from "../../../api/toast.ts";
import { useWorkspace } from "../../../api/workspace.ts";

/** Puts the sample handbook into the workspace; its reading goes on by itself. Doing it twice changes nothing. */
export function loadSamples(workspaceId: string) {
  return unwrap(
    api.POST("/api/workspaces/{workspaceId}/knowledge/sample-documents", {
      params: { path: { workspaceId } },
    }),
  );
}

export function useLoadSamples() {
  const { id: workspaceId } = useWorkspace();
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => loadSamples(workspaceId),
    onError: (error) => toast.failed(error, "The sample documents were not added"),
    onSettled: () => client.invalidateQueries({ queryKey: keys.knowledge(workspaceId) }),
  });
}
