import { MultiSelect, Radio, Select, Stack, Textarea, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { z } from "zod";
import { createCollectionInput } from "../../../../../src/modules/knowledge/contract.ts";
import { FormFailure } from "../../../api/form-failure.tsx";
import { memberNamesQuery } from "../../../api/queries.ts";
import { toast } from "../../../api/toast.ts";
import { useApiForm } from "../../../api/use-api-form.ts";
import { useWorkspace } from "../../../api/workspace.ts";
import { Dialog, FormActions } from "../../../ui/confirm-dialog.tsx";
import { FormStack } from "../../../ui/form-stack.tsx";
import { useSaveCollection } from "../data/collection-queries.ts";
import { knowledgeSettingsQuery } from "../data/knowledge-queries.ts";
import type { Collection } from "../types.ts";
import { embeddingChoices, WORDS_ONLY } from "./embedding-choices.ts";
import { readerChoices, readersOf, readerValue } from "./reader-choices.ts";

export interface CollectionDialogProps {
  /** The one to change; null for a new one. */
  readonly collection: Collection | null;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onSaved: (collection: Collection) => void;
}

/** Name, what it is for, who may read it, and with which model it is searched by meaning. */
export function CollectionDialog({ collection, opened, onClose, onSaved }: CollectionDialogProps) {
  return (
    <Dialog
      title={collection ? "Name and access" : "New collection"}
      opened={opened}
      onClose={onClose}
      width={460}
    >
      <CollectionForm collection={collection} onClose={onClose} onSaved={onSaved} />
    </Dialog>
  );
}

const schema = z
  .object({
    name: createCollectionInput.shape.name,
    description: z.string().max(500, "Use at most 500 characters."),
    access: z.enum(["everyone", "restricted"]),
    readers: z.array(z.string()),
    embeddingModel: z.string(),
  })
  .refine(({ access, readers }) => access === "everyone" || readers.length > 0, {
    path: ["readers"],
    message: "Name at least one role or person.",
  });

interface Values extends Record<string, unknown> {
  name: string;
  description: string;
  access: Collection["access"];
  readers: string[];
  embeddingModel: string;
}

function CollectionForm({ collection, onClose, onSaved }: Omit<CollectionDialogProps, "opened">) {
  const { id: workspaceId } = useWorkspace();
  const { data: members } = useQuery(memberNamesQuery(workspaceId));
  const { data: settings } = useQuery(knowledgeSettingsQuery(workspaceId));
  const save = useSaveCollection();
  const { form, busy, failure, onSubmit } = useApiForm<Values>({
    schema,
    initialValues: {
      name: collection?.name ?? "",
      description: collection?.description ?? "",
      access: collection?.access ?? "everyone",
      readers: collection?.readers.map(readerValue) ?? [],
      embeddingModel: collection?.embeddingModel ?? WORDS_ONLY,
    },
    ...(collection ? {} : { draft: { key: `collection:${workspaceId}`, fields: ["name", "description"] } }),
    send: async ({ name, description, access, readers, embeddingModel }) => {
      const saved = await save.mutateAsync({
        ...(collection ? { id: collection.id } : {}),
        name,
        description,
        access,
        readers: access === "restricted" ? readersOf(readers) : [],
        embeddingModel: embeddingModel === WORDS_ONLY ? null : embeddingModel,
      });
      toast.done(collection ? "Saved" : `${saved.name} is ready for documents`);
      onClose();
      onSaved(saved);
    },
  });
  const choices = readerChoices(members?.items ?? [], collection?.readers ?? []);
  const models = embeddingChoices(settings?.embeddingModels ?? [], collection?.embeddingModel ?? null);
  return (
    <FormStack onSubmit={onSubmit}>
      <FormFailure problem={failure} />
      <TextInput
        size="md"
        label="Name"
        placeholder="Policies"
        autoComplete="off"
        data-autofocus
        {...form.getInputProps("name")}
      />
      <Textarea
        size="md"
        label="What it holds"
        description="Optional. For the people who look for something."
        autosize
        minRows={1}
        maxRows={4}
        {...form.getInputProps("description")}
      />
      <Radio.Group label="Who may read it" {...form.getInputProps("access")}>
        <Stack gap={8} mt={4}>
          <Radio value="everyone" label="Everyone in the workspace" />
          <Radio value="restricted" label="Only some roles and people" />
        </Stack>
      </Radio.Group>
      {form.values.access === "restricted" ? (
        <MultiSelect
          size="md"
          label="Readers"
          description="Answers to anybody else neither use nor mention what is in here."
          placeholder={form.values.readers.length === 0 ? "A role or a person" : ""}
          searchable
          hidePickedOptions
          nothingFoundMessage="Nobody has this name"
          data={choices}
          {...form.getInputProps("readers")}
        />
      ) : null}
      {models.length > 1 ? (
        <Select
          size="md"
          label="Search by meaning with"
          description="Finds passages that say the same in other words. Reading a document then costs credit."
          allowDeselect={false}
          data={models}
          {...form.getInputProps("embeddingModel")}
        />
      ) : null}
      <FormActions verb={collection ? "Save" : "Create"} busy={busy} onCancel={onClose} />
    </FormStack>
  );
}
