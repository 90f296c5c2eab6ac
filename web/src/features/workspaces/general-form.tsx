import { Button, NumberInput, Select, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { z } from "zod";
import {
  createWorkspaceInput,
  workspaceSettingsSchema,
} from "../../../../src/modules/workspaces/contract.ts";
import { FormFailure } from "../../api/form-failure.tsx";
import { modelsQuery } from "../../api/queries.ts";
import { toast } from "../../api/toast.ts";
import { useApiForm } from "../../api/use-api-form.ts";
import { useWorkspace } from "../../api/workspace.ts";
import { FormStack } from "../../ui/form-stack.tsx";
import { useUpdateWorkspace } from "./update-workspace.ts";

const schema = z.object({
  name: createWorkspaceInput.shape.name,
  defaultModel: z.string(),
  lowBalancePercent: workspaceSettingsSchema.shape.lowBalancePercent,
});

/** An installation may choose the model itself: the empty choice. */
const INSTALLATION = "";

/** The workspace's name, the model of new conversations, and when to warn. Read only without the permission. */
export function GeneralForm() {
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const update = useUpdateWorkspace();
  const { data: models } = useQuery(modelsQuery(workspace.id));
  const { form, busy, failure, onSubmit } = useApiForm({
    schema,
    initialValues: {
      name: workspace.name,
      defaultModel: workspace.settings.defaultModel ?? INSTALLATION,
      lowBalancePercent: workspace.settings.lowBalancePercent,
    },
    send: async ({ name, defaultModel, lowBalancePercent }) => {
      const updated = await update({
        name,
        settings: { defaultModel: defaultModel === INSTALLATION ? null : defaultModel, lowBalancePercent },
      });
      toast.done("The settings are saved");
      if (updated.slug !== workspace.slug) {
        await navigate({ to: "/w/$slug/settings/general", params: { slug: updated.slug }, replace: true });
      }
    },
  });
  const locked = !workspace.can("workspace.manage");
  const choices = (models?.items ?? []).map(({ id, name, available }) => ({
    value: id,
    label: available ? name : `${name} (not connected)`,
  }));
  return (
    <FormStack onSubmit={onSubmit}>
      <FormFailure problem={failure} />
      <TextInput size="md" label="Name" readOnly={locked} {...form.getInputProps("name")} />
      <Select
        size="md"
        label="Model of new conversations"
        description="Everyone can choose another one in the chat."
        readOnly={locked}
        searchable
        allowDeselect={false}
        data={[{ value: INSTALLATION, label: "The default of this installation" }, ...choices]}
        {...form.getInputProps("defaultModel")}
      />
      <NumberInput
        size="md"
        label="Warn about a low balance"
        description="When less than this share of the last credit received is left. 0 never warns."
        readOnly={locked}
        min={0}
        max={90}
        allowDecimal={false}
        clampBehavior="none"
        suffix=" %"
        {...form.getInputProps("lowBalancePercent")}
      />
      {locked ? (
        <p>Only an owner or admin of {workspace.name} can change these.</p>
      ) : (
        <Button type="submit" size="md" loading={busy}>
          Save
        </Button>
      )}
    </FormStack>
  );
}
