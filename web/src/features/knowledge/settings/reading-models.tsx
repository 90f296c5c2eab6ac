import { Select } from "@mantine/core";
import { useWorkspace } from "../../../api/workspace.ts";
import { FormStack } from "../../../ui/form-stack.tsx";
import { useSaveModels } from "../data/save-settings.ts";
import type { KnowledgeSettings } from "../types.ts";
import { readingChoices } from "./reading-choices.ts";
import classes from "./settings.module.css";

/** Which models read what is no text. Nothing is spent before one is chosen. */
export function ReadingModels({ settings }: { readonly settings: KnowledgeSettings }) {
  const { can } = useWorkspace();
  const save = useSaveModels();
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
