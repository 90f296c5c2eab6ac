import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";
import { toast } from "../../../api/toast.ts";
import { useWorkspace } from "../../../api/workspace.ts";
import type { KnowledgeSettings } from "../types.ts";
import { knowledgeSettingsQuery } from "./knowledge-queries.ts";

type ModelChoice = Partial<Pick<KnowledgeSettings, "rerankModel" | "transcriptionModel" | "visionModel">>;

/** Saves which model does what; null is none. It holds from the next question or document on. */
export function useSaveModels() {
  const { id: workspaceId } = useWorkspace();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ModelChoice) =>
      unwrap(
        api.PATCH("/api/workspaces/{workspaceId}/knowledge/settings", {
          params: { path: { workspaceId } },
          body,
        }),
      ),
    onSuccess: (saved) => {
      client.setQueryData(knowledgeSettingsQuery(workspaceId).queryKey, saved);
      toast.done("The settings are saved");
    },
    onError: (error) => toast.failed(error, "The model was not changed"),
  });
}
