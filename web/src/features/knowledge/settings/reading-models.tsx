import { Select } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";
import { toast } from "../../../api/toast.ts";
import { useWorkspace } from "../../../api/workspace.ts";
import { FormStack } from "../../../ui/form-stack.tsx";
import { knowledgeSettingsQuery } from "../data/knowledge-queries.ts";
import type { KnowledgeSettings } from "../types.ts";
import { readingChoices } from "./reading-choices.ts";
import classes from "./settings.module.css";

type Choice = Partial<Pick<KnowledgeSettings, "transcriptionModel" | "visionModel">>;

/** Which models read what is no text. Nothing is spent before one is chosen. */
export function ReadingModels({ settings }: { readonly settings: KnowledgeSettings }) {
  const { id: workspaceId, can } = useWorkspace();
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: (body: Choice) =>
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
  const disabled = save.isPending || !can("knowledge.manage");
  const { transcriptionModel, transcriptionModels, visionModel, visionModels } = settings;
  return (
    <FormStack onSubmit={(event) => event.preventDefault()}>
      {transcriptionModels.length === 0 || visionModels.length === 0 ? (
        <p className={classes.hint}>
          What is missing in these lists is connected by whoever runs this installation.
        </p>
      ) : null}
      <Select
        size="md"
        label="Recordings are written down by"
        description="Paid by the minute. A passage is cited with its time, where the model tells it."
        allowDeselect={false}
        disabled={disabled}
        data={readingChoices(transcriptionModels, transcriptionModel, "No model: recordings are not read")}
        value={transcriptionModel ?? ""}
        onChange={(value) => save.mutate({ transcriptionModel: value === "" ? null : value })}
      />
      <Select
        size="md"
        label="Scans are read by"
        description="Paid by the page. A passage is cited with its page."
        allowDeselect={false}
        disabled={disabled}
        data={readingChoices(visionModels, visionModel, "No model: scans are not read")}
        value={visionModel ?? ""}
        onChange={(value) => save.mutate({ visionModel: value === "" ? null : value })}
      />
    </FormStack>
  );
}
