import { Select } from "@mantine/core";
import { useWorkspace } from "../../../api/workspace.ts";
import { FormStack } from "../../../ui/form-stack.tsx";
import { useSaveModels } from "../data/save-settings.ts";
import type { KnowledgeSettings } from "../types.ts";
import { readingChoices } from "./reading-choices.ts";
import classes from "./settings.module.css";

/** Which model puts what a search found in order. Nothing is spent before one is chosen. */
export function RerankModel({ settings }: { readonly settings: KnowledgeSettings }) {
  const { can } = useWorkspace();
  const save = useSaveModels();
  const { rerankModel, rerankModels } = settings;
  if (rerankModels.length === 0 && rerankModel === null) {
    return (
      <p className={classes.hint}>
        What is found is ordered by its words, and by its meaning where a collection has a model for it.
        Whoever runs this installation can connect a reranker; then the passages that answer best come first.
      </p>
    );
  }
  return (
    <FormStack onSubmit={(event) => event.preventDefault()}>
      <Select
        size="md"
        label="Order what is found with"
        description="Costs credit for each question; while it does not answer, a search keeps its own order."
        allowDeselect={false}
        disabled={save.isPending || !can("knowledge.manage")}
        data={readingChoices(rerankModels, rerankModel, "No model: the search's own order")}
        value={rerankModel ?? ""}
        onChange={(value) => save.mutate({ rerankModel: value === "" ? null : value })}
      />
    </FormStack>
  );
}
