import { MultiSelect, Radio, Select, Stack, Textarea, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { z } from "zod";
import { createAssistantInput } from "../../../../../src/modules/conversations/contract.ts";
import { FormFailure } from "../../../api/form-failure.tsx";
import { collectionsQuery, modelsQuery } from "../../../api/queries.ts";
import { toast } from "../../../api/toast.ts";
import { useApiForm } from "../../../api/use-api-form.ts";
import { useWorkspace } from "../../../api/workspace.ts";
import { Dialog, FormActions } from "../../../ui/confirm-dialog.tsx";
import { FormStack } from "../../../ui/form-stack.tsx";
import type { Assistant } from "../types.ts";
import { useSaveAssistant } from "./assistant-queries.ts";
import { collectionIdsOf, type KnowsChoice, knowsOf } from "./knows-choice.ts";

export interface AssistantDialogProps {
  /** The one to change; null for a new one. */
  readonly assistant: Assistant | null;
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function AssistantDialog({ assistant, opened, onClose }: AssistantDialogProps) {
  return (
    <Dialog
      title={assistant ? assistant.name : "New assistant"}
      opened={opened}
      onClose={onClose}
      width={460}
    >
      <AssistantForm assistant={assistant} onClose={onClose} />
    </Dialog>
  );
}

/** The model that each person has chosen. */
const THEIR_OWN = "";

const schema = z
  .object({
    name: createAssistantInput.shape.name,
    description: z.string().max(500, "Use at most 500 characters."),
    instructions: z.string().max(8_000, "Use at most 8,000 characters."),
    model: z.string(),
    knows: z.enum(["all", "some", "none"]),
    collections: z.array(z.string()).max(50, "Choose at most 50."),
  })
  .refine(({ knows, collections }) => knows !== "some" || collections.length > 0, {
    path: ["collections"],
    message: "Choose at least one collection.",
  });

interface Values extends Record<string, unknown> {
  name: string;
  description: string;
  instructions: string;
  model: string;
  knows: KnowsChoice;
  collections: string[];
}

function AssistantForm({ assistant, onClose }: Omit<AssistantDialogProps, "opened">) {
  const { id: workspaceId } = useWorkspace();
  const { data: models } = useQuery(modelsQuery(workspaceId));
  const { data: collections } = useQuery(collectionsQuery(workspaceId));
  const save = useSaveAssistant();
  const { form, busy, failure, onSubmit } = useApiForm<Values>({
    schema,
    initialValues: {
      name: assistant?.name ?? "",
      description: assistant?.description ?? "",
      instructions: assistant?.instructions ?? "",
      model: assistant?.model ?? THEIR_OWN,
      knows: knowsOf(assistant?.collectionIds ?? null),
      collections: assistant?.collectionIds ?? [],
    },
    draft: {
      key: `assistant:${workspaceId}:${assistant?.id ?? "new"}`,
      fields: ["name", "description", "instructions"],
    },
    send: async ({ name, description, instructions, model, knows, collections: chosen }) => {
      await save.mutateAsync({
        ...(assistant ? { id: assistant.id } : {}),
        name,
        description,
        instructions,
        model: model === THEIR_OWN ? null : model,
        collectionIds: collectionIdsOf(knows, chosen),
      });
      toast.done(assistant ? "Saved" : `${name} can be asked in a new chat`);
      onClose();
    },
  });
  return (
    <FormStack onSubmit={onSubmit}>
      <FormFailure problem={failure} />
      <TextInput
        size="md"
        label="Name"
        placeholder="Support"
        autoComplete="off"
        data-autofocus
        {...form.getInputProps("name")}
      />
      <TextInput
        size="md"
        label="What it is for"
        description="People see it when they choose."
        placeholder="Returns, orders and deliveries"
        autoComplete="off"
        {...form.getInputProps("description")}
      />
      <Textarea
        size="md"
        label="Instructions"
        description="How it answers: tone, length, what to ask back."
        autosize
        minRows={3}
        maxRows={12}
        {...form.getInputProps("instructions")}
      />
      <Select
        size="md"
        label="Model"
        searchable
        allowDeselect={false}
        data={[
          { value: THEIR_OWN, label: "The one that the person has chosen" },
          ...(models?.items ?? []).map(({ id, name, available }) => ({
            value: id,
            label: available ? name : `${name} (not connected)`,
          })),
        ]}
        {...form.getInputProps("model")}
      />
      <Radio.Group label="It answers from" {...form.getInputProps("knows")}>
        <Stack gap={8} mt={4}>
          <Radio value="all" label="All documents that the person may read" />
          <Radio value="some" label="Some collections" />
          <Radio value="none" label="No documents" />
        </Stack>
      </Radio.Group>
      {form.values.knows === "some" ? (
        <MultiSelect
          size="md"
          label="Collections"
          description="A person still finds only what they may read."
          searchable
          hidePickedOptions
          data={(collections?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          {...form.getInputProps("collections")}
        />
      ) : null}
      <FormActions verb={assistant ? "Save" : "Create"} busy={busy} onCancel={onClose} />
    </FormStack>
  );
}
